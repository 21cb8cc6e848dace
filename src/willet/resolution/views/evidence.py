"""The evidence page: what each kind says of the cases, how far the kinds agree, and what was truly solved."""

from collections.abc import Callable, Mapping

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.exporting import Sheet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.linking import read_link_rules
from willet.figures.domain.looking import reading_of, whole_selection_of
from willet.figures.domain.rulebar import rule_bar
from willet.figures.domain.wording import nothing_in
from willet.people.rules import SEE_CALLS, SEE_OVERVIEW
from willet.resolution.doubts.query import Doubts
from willet.resolution.doubts.words import contradiction
from willet.resolution.evidence.query import CORRECTED, Weighing
from willet.resolution.evidence.tables import kinds_sheet, kinds_table, pairs_sheet, pairs_table
from willet.resolution.evidence.truth import (
    correction_tile,
    estimate_tile,
    judges_table,
    warning_words,
)
from willet.resolution.evidence.verdict import verdict_words
from willet.ui.components import Table

DONE = "Willet-Done"
SHEETS: Mapping[str, Callable[[Weighing], Sheet]] = {
    "kinds": kinds_sheet,
    "agreement": pairs_sheet,
}


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@explains_failures
def evidence(request: HttpRequest) -> HttpResponseBase:
    """The evidence over a selection; `?table=kinds&format=csv` is one of its tables as a file."""
    result = _weighing(request)
    if result is None:
        shows = _(
            "This page shows how far to trust the figures: whose word they rest on, and how well those words agree."
        )
        return no_calls_yet(request, _("Evidence"), shows)
    wanted = SHEETS.get(request.GET.get("table", ""))
    if wanted and wanted_format(request):
        return exported(request, wanted(result))
    return render(request, "resolution/evidence.html", _context(request, result))


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@explains_failures
def figures(request: HttpRequest) -> HttpResponseBase:
    """The figures of that page, which those of a large lake follow, or that they are being worked out."""
    result = _weighing(request)
    if result is None:
        return HttpResponse(headers={DONE: "1"})
    given = _figures(request, result)
    response = render(request, "resolution/evidence_figures.html", given)
    if not given.get("working"):
        response[DONE] = "1"
    return response


def _weighing(request: HttpRequest) -> Weighing | None:
    reading = reading_of(request)
    if reading is None or reading.days is None:
        return None
    selection = whole_selection_of(request, reading)
    return Weighing(reading, selection, read_link_rules(request.GET))


def _context(request: HttpRequest, weighing: Weighing) -> dict[str, object]:
    reading, selection, rules = weighing.reading, weighing.selection, weighing.rules
    return {
        "problems": [*selection.problems, *rules.problems],
        "here": selection.address(**rules.pairs),
        "filters": filter_bar(
            reading, selection, keep=rules.pairs, more=[rule_bar(reading, selection, rules)]
        ),
        **_figures(request, weighing),
    }


def _figures(request: HttpRequest, weighing: Weighing) -> dict[str, object]:
    if not weighing.ready():
        return {"working": True}
    if not (weighing.cases.evidence.n or weighing.contacts.evidence.n):
        return {"nothing": nothing_in(weighing.reading)}
    return _summary(request, weighing)


def _summary(request: HttpRequest, weighing: Weighing) -> dict[str, object]:
    doubts = Doubts(weighing.reading, weighing.selection, weighing.rules)
    linked = bool(request.user.has_perm(SEE_CALLS))
    estimate = weighing.truth.estimate
    dispositions = weighing.contacts.evidence.spoken()[CORRECTED]
    return {
        "verdict": verdict_words(weighing.truth),
        "kinds": kinds_table(weighing, _exports(request, "kinds")),
        "contradiction": contradiction(doubts, linked=linked),
        "pairs": _pairs(request, weighing),
        "truth": estimate_tile(weighing.truth),
        "correction": correction_tile(weighing.truth, dispositions),
        "judges": judges_table(weighing.truth) if estimate else None,
        "warnings": [warning_words(w) for w in estimate.warnings] if estimate else [],
    }


def _exports(request: HttpRequest, table: str) -> list[tuple[str, str]]:
    return [(label, f"{address}&table={table}") for label, address in export_links(request)]


def _pairs(request: HttpRequest, weighing: Weighing) -> list[Table]:
    exports = _exports(request, "agreement")
    return [
        pairs_table(weighing.cases, _("Agreement on whole cases"), exports),
        pairs_table(weighing.contacts, _("Agreement on single contacts"), exports),
    ]
