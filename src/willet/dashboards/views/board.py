"""The overview: tiles, one trend, and tables by queue, agent and topic, over one selection."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.core.metrics import catalogue
from willet.core.metrics.reasons import CHANGED_ENDING, PART_UNKNOWN
from willet.dashboards.domain.headline import HEADLINE
from willet.dashboards.domain.marks import marks_by
from willet.dashboards.domain.verdict import verdict_of
from willet.figures.domain.annotations import notes_on
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.goallines import GoalRows, goals_beside, goals_of_rows
from willet.figures.domain.limits import limit_bar
from willet.figures.domain.looking import overview_of
from willet.figures.domain.overview import FIGURES, SPLITS, Overview, Split, open_splits, split
from willet.figures.domain.pending import ON_TILES_ALREADY, changed_words
from willet.figures.domain.splits import split_sheet, split_table
from willet.figures.domain.wording import chart_of, nothing_in, title
from willet.people.rules import (
    SEE_CALLS,
    SEE_OVERVIEW,
)
from willet.ui.components import Choice, FilterBar, Option, Table
from willet.ui.messages import translate
from willet.ui.panels import tiles_for


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@explains_failures
def overview(request: HttpRequest) -> HttpResponseBase:
    """The board; `?table=queue&format=csv` is one of its tables as a file."""
    return page(request)


def page(request: HttpRequest) -> HttpResponseBase:
    """The board as this reader sees it."""
    result = overview_of(request)
    if result is None:
        shows = _("This page shows how many cases were solved, and every figure around that.")
        return no_calls_yet(request, _("Overview"), shows)
    wanted = request.GET.get("table", "")
    if wanted in open_splits(request.user, result) and wanted_format(request):
        return exported(request, split_sheet(_split(request, result, wanted)))
    return render(request, "dashboards/overview.html", _context(request, result))


def _context(request: HttpRequest, overview: Overview) -> dict[str, object]:
    tiles = tiles_for(request)
    charted = _charted(request)
    return {
        "problems": overview.selection.problems,
        "filters": filter_bar(
            overview.reading,
            overview.selection,
            keep=_kept(request),
            more=[limit_bar(FIGURES, overview.selection.limits, kept=_stays(request, overview))],
            compares=True,
        ),
        "verdict": verdict_of(overview),
        "lead": [tile for tile in tiles if tile.large],
        "tiles": [tile for tile in tiles if not tile.large],
        "nothing": nothing_in(overview.reading) if overview.is_empty else None,
        "chart": chart_of(
            overview,
            charted,
            notes_on(request.user, overview.drawn),
            goals_beside(request, overview.selection).get(charted),
        ),
        "chart_choice": _chart_choice(overview, charted),
        "tables": [] if overview.is_empty else _tables(request, overview),
        "notes": _notes(overview, charted),
    }


def _notes(overview: Overview, charted: str) -> list[str]:
    """What must be known beside the figures and stands neither with a tile nor with the chart."""
    elsewhere = [PART_UNKNOWN, *ON_TILES_ALREADY]
    if changed_words(overview.over_time, catalogue()[charted]):
        elsewhere.append(CHANGED_ENDING)
    return [translate(note) for note in overview.notes if not note.is_one_of(*elsewhere)]


def _tables(request: HttpRequest, overview: Overview) -> list[Table]:
    splits = open_splits(request.user, overview)
    goals = goals_of_rows(request.user, overview.selection, splits)
    return [_table(request, overview, by, goals[by]) for by in splits]


def _table(request: HttpRequest, overview: Overview, by: str, goals: GoalRows) -> Table:
    exports = [(label, f"{address}&table={by}") for label, address in export_links(request)]
    shown = _split(request, overview, by)
    return split_table(
        shown,
        overview,
        sort=_sort(request, by),
        marks=marks_by(overview, shown),
        linked=bool(request.user.has_perm(SEE_CALLS)),
        exports=exports,
        goals=goals,
    )


def _split(request: HttpRequest, overview: Overview, by: str) -> Split:
    return split(overview, by=by, sort=_sort(request, by))


def _sort(request: HttpRequest, by: str) -> str:
    """The order of a table: worst first, unless the reader chose another."""
    return request.GET.get(f"sort_{by}", "") or HEADLINE


def _charted(request: HttpRequest) -> str:
    wanted = request.GET.get("chart", FIGURES[0])
    return wanted if wanted in FIGURES else FIGURES[0]


def _chart_choice(overview: Overview, charted: str) -> FilterBar:
    options = [Option(name, title(name)) for name in FIGURES]
    return FilterBar(
        [Choice("chart", _("Figure over time"), options, charted)],
        kept=list(overview.selection.pairs()),
        label=_("Figure over time"),
    )


def _stays(request: HttpRequest, overview: Overview) -> list[tuple[str, str]]:
    kept = [(name, value) for name, value in _kept(request).items() if value]
    return [*overview.selection.pairs(), *kept]


def _kept(request: HttpRequest) -> dict[str, str]:
    names = ("chart", *(f"sort_{by}" for by in SPLITS))
    return {name: request.GET.get(name, "") for name in names}
