"""The resolution page: five definitions of first contact side by side, their curve, and the newest days."""

from dataclasses import replace

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from willet.core.metrics.reasons import PART_UNKNOWN
from willet.figures.domain.asking import Reading
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.failing import tells_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.linking import read_link_rules
from willet.figures.domain.looking import reading_of, whole_selection_of
from willet.figures.domain.messages import translate
from willet.figures.domain.rulebar import days_words, rule_bar
from willet.figures.domain.wording import nothing_in, period_words
from willet.people.rules import IMPORT_FILES, SEE_CALLS, SEE_OVERVIEW
from willet.resolution.curve.query import Curved
from willet.resolution.definitions.query import BESIDE, DEFINITIONS, Resolution
from willet.resolution.definitions.table import definitions_sheet, definitions_table
from willet.resolution.definitions.words import (
    change_words,
    lost_tile,
    recent_chart,
    recent_table,
    tiles,
)
from willet.resolution.doubts.query import Doubts
from willet.resolution.doubts.words import Doubt, doubts_told
from willet.resolution.views.curve import curve_context
from willet.ui.components import FilterBar


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@tells_failures
def resolution(request: HttpRequest) -> HttpResponseBase:
    """First-contact resolution under the rules in the address; `?format=csv` is the definitions as a file."""
    reading = reading_of(request)
    if reading is None or reading.days is None:
        may_import = request.user.has_perm(IMPORT_FILES)
        return render(request, "dashboards/empty.html", {"may_import": may_import})
    selection = whole_selection_of(request, reading)
    found = Resolution(reading, selection, read_link_rules(request.GET))
    if wanted_format(request):
        return exported(request, definitions_sheet(found))
    return render(request, "resolution/resolution.html", _context(request, found))


def _context(request: HttpRequest, found: Resolution) -> dict[str, object]:
    linked = bool(request.user.has_perm(SEE_CALLS))
    full = not found.is_empty
    recent = found.recent_open
    return {
        "problems": [*found.selection.problems, *found.rules.problems],
        "period": period_words(found.selection, found.reading),
        "filters": _filters(found.reading, found),
        "rules": rule_bar(found.reading, found.selection, found.rules),
        "nothing": None if full else nothing_in(found.reading),
        "definitions": tiles(found, DEFINITIONS, linked=linked) if full else [],
        "sides": definitions_table(found, linked=linked, exports=export_links(request))
        if full
        else None,
        "lost": lost_tile(found, linked=linked) if full else None,
        "doubts": _doubts(request, found) if full else [],
        "here": found.selection.address(**found.rules.pairs),
        "beside": tiles(found, BESIDE, linked=linked) if full else [],
        "notes": [translate(n) for n in found.answer.notes if not n.is_one_of(PART_UNKNOWN)],
        **(_curve(request, found) if full else {}),
        "window": days_words(found.rules.window_days),
        "changed": change_words(recent),
        "recent": recent_chart(recent) if recent else None,
        "pending": recent_table(recent) if recent else None,
    }


def _curve(request: HttpRequest, found: Resolution) -> dict[str, object]:
    return curve_context(request, Curved(found.reading, found.selection, found.rules))


def _doubts(request: HttpRequest, found: Resolution) -> list[Doubt]:
    linked = bool(request.user.has_perm(SEE_CALLS))
    return doubts_told(Doubts(found.reading, found.selection, found.rules), linked=linked)


def _filters(reading: Reading, found: Resolution) -> FilterBar:
    bar = filter_bar(reading, found.selection, keep=found.rules.pairs)
    return replace(bar, reset="?") if found.rules.pairs else bar
