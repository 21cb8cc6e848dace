"""The overview: tiles, one trend, and tables by queue, agent and topic, over one selection."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.core.metrics.reasons import PART_UNKNOWN
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.failing import tells_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.limits import limit_bar
from willet.figures.domain.looking import overview_of
from willet.figures.domain.messages import translate
from willet.figures.domain.overview import FIGURES, SPLITS, Overview, Split, split
from willet.figures.domain.pending import SAID_ON_TILES
from willet.figures.domain.splits import split_sheet, split_table
from willet.figures.domain.wording import chart_of, nothing_in, period_words, title
from willet.people.rules import (
    IMPORT_FILES,
    SEE_AGENTS_TABLE,
    SEE_CALLS,
    SEE_OVERVIEW,
)
from willet.ui.components import Choice, FilterBar, Option, Table
from willet.ui.panels import tiles_for


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@tells_failures
def overview(request: HttpRequest) -> HttpResponseBase:
    """The board; `?table=queue&format=csv` is one of its tables as a file."""
    return page(request)


def page(request: HttpRequest) -> HttpResponseBase:
    """The board as this reader sees it."""
    found = overview_of(request)
    if found is None:
        may_import = request.user.has_perm(IMPORT_FILES)
        return render(request, "dashboards/empty.html", {"may_import": may_import})
    wanted = request.GET.get("table", "")
    if wanted in _open_splits(request, found) and wanted_format(request):
        return exported(request, split_sheet(_split(request, found, wanted)))
    return render(request, "dashboards/overview.html", _context(request, found))


def _context(request: HttpRequest, found: Overview) -> dict[str, object]:
    tiles = tiles_for(request)
    charted = _charted(request)
    return {
        "problems": found.selection.problems,
        "period": period_words(found.selection, found.reading),
        "filters": filter_bar(found.reading, found.selection, keep=_kept(request)),
        "limits": limit_bar(FIGURES, found.selection.limits, kept=_stays(request, found)),
        "lead": [tile for tile in tiles if tile.large],
        "tiles": [tile for tile in tiles if not tile.large],
        "nothing": nothing_in(found.reading) if found.is_empty else None,
        "chart": chart_of(found, charted),
        "chart_choice": _chart_choice(found, charted),
        "tables": [] if found.is_empty else _tables(request, found),
        "notes": [
            translate(n) for n in found.notes if not n.is_one_of(PART_UNKNOWN, *SAID_ON_TILES)
        ],
    }


def _tables(request: HttpRequest, found: Overview) -> list[Table]:
    return [_table(request, found, by) for by in _open_splits(request, found)]


def _open_splits(request: HttpRequest, found: Overview) -> list[str]:
    """The tables a reader may see; the one by team where the source knows teams."""
    agents = request.user.has_perm(SEE_AGENTS_TABLE) and found.reading.visibility.individuals
    shut = set() if agents else {"agent"}
    shut |= set() if found.reading.choices["team"] else {"team"}
    return [by for by in SPLITS if by not in shut]


def _table(request: HttpRequest, found: Overview, by: str) -> Table:
    exports = [(label, f"{address}&table={by}") for label, address in export_links(request)]
    return split_table(
        _split(request, found, by),
        found,
        sort=request.GET.get(f"sort_{by}", ""),
        linked=bool(request.user.has_perm(SEE_CALLS)),
        exports=exports,
    )


def _split(request: HttpRequest, found: Overview, by: str) -> Split:
    return split(found, by=by, sort=request.GET.get(f"sort_{by}", ""))


def _charted(request: HttpRequest) -> str:
    wanted = request.GET.get("chart", FIGURES[0])
    return wanted if wanted in FIGURES else FIGURES[0]


def _chart_choice(found: Overview, charted: str) -> FilterBar:
    options = [Option(name, title(name)) for name in FIGURES]
    return FilterBar(
        [Choice("chart", _("Figure over time"), options, charted)],
        kept=list(found.selection.pairs()),
        label=_("Figure over time"),
    )


def _stays(request: HttpRequest, found: Overview) -> list[tuple[str, str]]:
    kept = [(name, value) for name, value in _kept(request).items() if value]
    return [*found.selection.pairs(), *kept]


def _kept(request: HttpRequest) -> dict[str, str]:
    names = ("chart", *(f"sort_{by}" for by in SPLITS))
    return {name: request.GET.get(name, "") for name in names}
