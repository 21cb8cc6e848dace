"""The resolution page: five definitions of first contact side by side, their curve, and the newest days."""

from dataclasses import replace

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from willet.calls.domain.asking import Reading, read_lake
from willet.calls.domain.downloads import export_links, exported, wanted_format
from willet.calls.domain.failing import tells_failures
from willet.calls.domain.filters import filter_bar
from willet.calls.domain.linking import read_link_rules
from willet.calls.domain.selection import read_selection
from willet.calls.domain.sentences import translated
from willet.core.metrics.reasons import PART_UNKNOWN
from willet.dashboards.domain.board import Overview
from willet.dashboards.domain.curve import Curved
from willet.dashboards.domain.definitions import definitions_sheet, definitions_table
from willet.dashboards.domain.doubts import Doubts
from willet.dashboards.domain.doubtwords import Doubt, doubts_told
from willet.dashboards.domain.resolution import BESIDE, DEFINITIONS, Resolution
from willet.dashboards.domain.resolving import (
    change_words,
    days_words,
    lost_tile,
    recent_chart,
    recent_table,
    rule_bar,
    tiles,
)
from willet.dashboards.domain.wording import nothing_in, period_words
from willet.dashboards.panels import within_sight
from willet.dashboards.views.curve import curve_context
from willet.people.rules import IMPORT_FILES, SEE_CALLS, SEE_OVERVIEW, sight_of
from willet.ui.components import FilterBar


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@tells_failures
def resolution(request: HttpRequest) -> HttpResponseBase:
    """First-contact resolution under the rules in the address; `?format=csv` is the definitions as a file."""
    reading = read_lake()
    if reading is None or reading.days is None:
        may_import = request.user.has_perm(IMPORT_FILES)
        return render(request, "dashboards/empty.html", {"may_import": may_import})
    selection = within_sight(request, reading, read_selection(request.GET, newest=reading.days[1]))
    found = Resolution(reading, selection, read_link_rules(request.GET))
    if wanted_format(request):
        return exported(request, definitions_sheet(found))
    return render(request, "dashboards/resolution.html", _context(request, found))


def _context(request: HttpRequest, found: Resolution) -> dict[str, object]:
    linked = bool(request.user.has_perm(SEE_CALLS))
    full = not found.is_empty
    return {
        "problems": [*found.selection.problems, *found.rules.problems],
        "period": period_words(found.selection, found.reading),
        "filters": _filters(found.reading, found),
        "rules": rule_bar(found.reading, found.selection, found.rules),
        "nothing": None if full else nothing_in(Overview(found.reading, found.selection, ())),
        "definitions": tiles(found, DEFINITIONS, linked=linked) if full else [],
        "sides": definitions_table(found, linked=linked, exports=export_links(request))
        if full
        else None,
        "lost": lost_tile(found, linked=linked) if full else None,
        "doubts": _doubts(request, found) if full else [],
        "here": found.selection.address(**found.rules.pairs),
        "beside": tiles(found, BESIDE, linked=linked) if full else [],
        "notes": [translated(n) for n in found.answer.notes if n.text != PART_UNKNOWN],
        **(_curve(request, found) if full else {}),
        "window": days_words(found.rules.window_days),
        "changed": change_words(found.recent),
        "recent": recent_chart(found.recent) if found.recent else None,
        "pending": recent_table(found.recent) if found.recent else None,
    }


def _curve(request: HttpRequest, found: Resolution) -> dict[str, object]:
    return curve_context(request, Curved(found.reading, found.selection, found.rules))


def _doubts(request: HttpRequest, found: Resolution) -> list[Doubt]:
    sight = sight_of(request.user) if request.user.has_perm(SEE_CALLS) else None
    return doubts_told(Doubts(found.reading, found.selection, found.rules), sight=sight)


def _filters(reading: Reading, found: Resolution) -> FilterBar:
    bar = filter_bar(reading, found.selection, keep=found.rules.pairs)
    return replace(bar, reset="?") if found.rules.pairs else bar
