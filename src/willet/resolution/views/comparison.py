"""The comparison page: agents or teams by what became of the contacts they ended, mix allowed for."""

from typing import cast

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.core.cases.comparing import By
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.looking import reading_of, whole_selection_of
from willet.people.rules import SEE_AGENTS_TABLE, SEE_OVERVIEW
from willet.resolution.comparison.funnel import funnel_of
from willet.resolution.comparison.query import Compare
from willet.resolution.comparison.sentence import standing_words
from willet.resolution.comparison.sheet import compared_sheet
from willet.resolution.comparison.words import BY_FIELD, by_bar, compared_table
from willet.ui import formats


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@explains_failures
def comparison(request: HttpRequest) -> HttpResponseBase:
    """Agents that the reader may see, or teams; who may see no figures of agents sees teams.

    `?format=csv` is the table as a file.
    """
    reading = reading_of(request)
    if reading is None or reading.days is None:
        shows = _("This page compares teams and agents fairly: each with the cases they had.")
        return no_calls_yet(request, _("Comparison"), shows)
    agents = request.user.has_perm(SEE_AGENTS_TABLE) and reading.visibility.individuals
    selection = whole_selection_of(request, reading)
    by = "agent" if agents and request.GET.get(BY_FIELD, "agent") == "agent" else "team"
    compare = Compare(reading, selection, cast(By, by))
    if wanted_format(request):
        return exported(request, compared_sheet(compare))
    return render(request, "resolution/comparison.html", _context(request, compare, agents=agents))


def _context(request: HttpRequest, compare: Compare, *, agents: bool) -> dict[str, object]:
    overall = compare.whole.overall
    return {
        "problems": compare.selection.problems,
        "filters": filter_bar(compare.reading, compare.selection, keep={BY_FIELD: compare.by}),
        "verdict": standing_words(compare),
        "by": by_bar(compare, agents=agents),
        "overall": "" if overall is None else formats.percent(overall),
        "funnel": funnel_of(compare),
        "table": compared_table(compare, export_links(request)),
    }
