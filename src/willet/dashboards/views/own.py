"""Pages of one's own: an agent's work, a lead's teams, and where each role lands."""

from dataclasses import replace

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.calls.domain.calls import Search, find_calls
from willet.calls.domain.listing import calls_table
from willet.dashboards.domain.headline import HEADLINE
from willet.dashboards.domain.marks import marks_by
from willet.dashboards.domain.saved import start_of
from willet.dashboards.rules import SEE_OWN_TEAMS, SEE_OWN_WORK
from willet.figures.domain.annotations import notes_on
from willet.figures.domain.asking import Reading
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.goallines import (
    goal_tables,
    goals_beside,
    goals_of_rows,
    with_goal,
)
from willet.figures.domain.looking import reading_of, selection_of
from willet.figures.domain.overview import SPLITS, Overview, split
from willet.figures.domain.readers import person
from willet.figures.domain.selection import Selection
from willet.figures.domain.splits import split_table
from willet.figures.domain.wording import chart_of, tile_of
from willet.people.visibility import visibility_of
from willet.ui.components import PageBar, Table

NEWEST = 10
"""So many calls stand on one's own page; the others are behind a link."""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where somebody lands who signed in: on the view they chose, else an agent on their work, a lead on their team."""
    chosen = start_of(person(request))
    if chosen:
        return redirect(chosen)
    visibility = visibility_of(request.user)
    if request.user.has_perm(SEE_OWN_WORK) and visibility.agent and visibility.individuals:
        return redirect("dashboards:own_work")
    if request.user.has_perm(SEE_OWN_TEAMS) and visibility.teams:
        return redirect("dashboards:own_teams")
    return redirect("dashboards:overview")


@require_safe
@permission_required(SEE_OWN_WORK, raise_exception=True)
@explains_failures
def own_work(request: HttpRequest) -> HttpResponse:
    """An agent's own figures over time and their newest calls; where single agents' figures are closed it says so."""
    reading = reading_of(request)
    if reading is None or reading.days is None:
        return _empty(request, _("My work"))
    reading.refuse_individuals()
    selection, name = selection_of(request, reading), reading.visibility.agent
    context = {"problems": selection.problems, "filters": _bar(reading, selection)}
    if not name:
        return render(request, "dashboards/own_work.html", {**context, "nameless": True})
    mine = replace(selection, cells={**selection.cells, "agent": (name,)})
    calls = find_calls(reading, Search(mine), limit=NEWEST)
    context |= _figures(request, reading, mine)
    context |= {
        "calls": calls_table(calls, reading.zone, sortable=False),
        "all_calls": mine.address(),
    }
    return render(request, "dashboards/own_work.html", context)


@require_safe
@permission_required(SEE_OWN_TEAMS, raise_exception=True)
@explains_failures
def own_teams(request: HttpRequest) -> HttpResponse:
    """The figures of a lead's teams together, over time, and of each of their agents, the worst first."""
    reading = reading_of(request)
    if reading is None or reading.days is None:
        return _empty(request, _("My team"))
    selection, teams = selection_of(request, reading), sorted(person_teams(request))
    context = {"problems": selection.problems, "filters": _bar(reading, selection)}
    if not teams:
        return render(request, "dashboards/own_teams.html", {**context, "teamless": True})
    ours = replace(selection, cells={**selection.cells, "team": tuple(teams)})
    reading.check(ours)
    context |= {"teams": ", ".join(teams), **_figures(request, reading, ours)}
    context["table"] = _agents(request, reading, ours) if reading.visibility.individuals else None
    return render(request, "dashboards/own_teams.html", context)


def person_teams(request: HttpRequest) -> frozenset[str]:
    """The teams that whoever asks leads."""
    return visibility_of(person(request)).teams


def _figures(request: HttpRequest, reading: Reading, selection: Selection) -> dict[str, object]:
    overview = Overview(reading, selection, SPLITS["agent"])
    figures = [overview.figures[name] for name in (HEADLINE, *_others())]
    goals = goals_beside(request, selection)
    tiles = [
        with_goal(tile_of(f, selection, large=i == 0, linked=True), goals.get(f.metric.name))
        for i, f in enumerate(figures)
    ]
    return {
        "tiles": tiles,
        "goals": goal_tables(request.user),
        "chart": chart_of(
            overview,
            HEADLINE,
            notes_on(request.user, overview.drawn),
            goals.get(HEADLINE),
        ),
    }


def _others() -> list[str]:
    return [name for name in SPLITS["agent"] if name != HEADLINE]


def _agents(request: HttpRequest, reading: Reading, selection: Selection) -> Table:
    overview = Overview(reading, selection, SPLITS["agent"])
    sort = request.GET.get("sort_agent", "") or HEADLINE
    shown = split(overview, by="agent", sort=sort)
    marks = marks_by(overview, shown)
    goals = goals_of_rows(request.user, selection, ["agent"])["agent"]
    return split_table(shown, overview, sort=sort, linked=True, marks=marks, goals=goals)


def _bar(reading: Reading, selection: Selection) -> PageBar:
    return filter_bar(reading, selection, keep={}, compares=True)


def _empty(request: HttpRequest, title: str) -> HttpResponse:
    return no_calls_yet(
        request, title, _("This page shows how many cases were solved, over time and call by call.")
    )
