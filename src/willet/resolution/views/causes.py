"""The causes page: why cases were not solved, what could be recovered, and the cases themselves."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.exporting import Sheet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.looking import reading_of, whole_selection_of
from willet.people.rules import SEE_CALLS, SEE_OVERVIEW
from willet.resolution.causes.query import PER_PAGE, Causes, UnsolvedCases, read_choice
from willet.resolution.causes.table import by_bar, case_sheet, case_table, list_bar
from willet.resolution.causes.words import (
    LEVEL,
    cause_chart,
    cause_sheet,
    cause_table,
    summary,
)
from willet.ui.components import PageBar
from willet.ui.panels import lever_ways

CAUSES, CASES = "causes", "cases"


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@explains_failures
def causes(request: HttpRequest) -> HttpResponseBase:
    """The causes over a selection; `?table=cases&format=csv` is one of its tables as a file."""
    reading = reading_of(request)
    if reading is None or reading.days is None:
        shows = _(
            "This page shows what unsolved cases have in common, and how many of them could be won."
        )
        return no_calls_yet(request, _("Causes"), shows)
    selection = whole_selection_of(request, reading)
    result = Causes(reading, selection, read_choice(request.GET))
    wanted = request.GET.get("table", "")
    if wanted in {CAUSES, CASES} and wanted_format(request):
        return exported(request, _sheet(request, result, wanted))
    return render(request, "resolution/causes.html", _context(request, result))


def _sheet(request: HttpRequest, causes: Causes, wanted: str) -> Sheet:
    if wanted == CAUSES:
        return cause_sheet(causes)
    if not request.user.has_perm(SEE_CALLS):
        raise PermissionDenied
    return case_sheet(UnsolvedCases(causes))


def _context(request: HttpRequest, causes: Causes) -> dict[str, object]:
    linked = bool(request.user.has_perm(SEE_CALLS))
    listed = _listed(request, causes) if linked and causes.cases else {}
    known = [bar for bar in causes.bars if bar.cause is not None]
    return {
        "problems": causes.selection.problems,
        "filters": _filters(causes),
        "by": by_bar(causes),
        "cases": causes.cases,
        "causes_known": bool(known),
        "comparable": causes.is_comparable,
        "summary": summary(causes),
        "level": LEVEL[causes.chosen.by],
        "chart": cause_chart(causes),
        "table": cause_table(causes, _exports(request, CAUSES), lever_ways(request), linked=linked),
        "linked": linked,
        "narrowed": not causes.visibility.everyone,
        **listed,
    }


def _listed(request: HttpRequest, causes: Causes) -> dict[str, object]:
    pages = Paginator(UnsolvedCases(causes), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return {
        "count": pages.count,
        "page": page,
        "list_bar": list_bar(causes),
        "list": case_table(list(page.object_list), causes, _exports(request, CASES)),
    }


def _filters(causes: Causes) -> PageBar:
    bar = filter_bar(causes.reading, causes.selection, keep=causes.chosen.pairs)
    return replace(bar, reset="?") if causes.chosen.pairs else bar


def _exports(request: HttpRequest, table: str) -> Sequence[tuple[str, str]]:
    return [(label, f"{address}&table={table}") for label, address in export_links(request)]
