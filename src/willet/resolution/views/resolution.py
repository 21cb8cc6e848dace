"""The resolution page: five definitions of first contact side by side, their curve, and the newest days."""

from dataclasses import replace

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.core.metrics.reasons import PART_UNKNOWN
from willet.figures.domain.asking import Reading
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.linking import read_link_rules
from willet.figures.domain.looking import reading_of, whole_selection_of
from willet.figures.domain.rulebar import days_words, rule_bar
from willet.figures.domain.wording import nothing_in
from willet.people.rules import SEE_CALLS, SEE_OVERVIEW
from willet.resolution.curve.query import Curved
from willet.resolution.definitions.query import BESIDE, DEFINITIONS, Resolution
from willet.resolution.definitions.sentence import first_contact_words
from willet.resolution.definitions.table import definitions_sheet, definitions_table
from willet.resolution.definitions.words import (
    change_words,
    lost_tile,
    recent_chart,
    recent_table,
    tiles,
)
from willet.resolution.doubts.query import Doubts
from willet.resolution.doubts.words import Doubt, doubts_listed
from willet.resolution.views.curve import curve_context
from willet.ui.components import PageBar
from willet.ui.messages import translate


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@explains_failures
def resolution(request: HttpRequest) -> HttpResponseBase:
    """First-contact resolution under the rules in the address; `?format=csv` is the definitions as a file."""
    reading = reading_of(request)
    if reading is None or reading.days is None:
        shows = _(
            "This page shows how many cases are solved at the first contact, and how many come back."
        )
        return no_calls_yet(request, _("Resolution"), shows)
    selection = whole_selection_of(request, reading)
    result = Resolution(reading, selection, read_link_rules(request.GET))
    if wanted_format(request):
        return exported(request, definitions_sheet(result))
    return render(request, "resolution/resolution.html", _context(request, result))


def _context(request: HttpRequest, resolution: Resolution) -> dict[str, object]:
    linked = bool(request.user.has_perm(SEE_CALLS))
    full = not resolution.is_empty
    recent = resolution.recent_open
    return {
        "problems": [*resolution.selection.problems, *resolution.rules.problems],
        "filters": _filters(resolution.reading, resolution),
        "nothing": None if full else nothing_in(resolution.reading),
        "verdict": first_contact_words(resolution) if full else "",
        "definitions": tiles(resolution, DEFINITIONS, linked=linked) if full else [],
        "sides": definitions_table(resolution, linked=linked, exports=export_links(request))
        if full
        else None,
        "lost": lost_tile(resolution, linked=linked) if full else None,
        "doubts": _doubts(request, resolution) if full else [],
        "here": resolution.selection.address(**resolution.rules.pairs),
        "beside": tiles(resolution, BESIDE, linked=linked) if full else [],
        "notes": [translate(n) for n in resolution.answer.notes if not n.is_one_of(PART_UNKNOWN)],
        **(_curve(request, resolution) if full else {}),
        "window": days_words(resolution.rules.window_days),
        "changed": change_words(recent),
        "recent": recent_chart(recent) if recent else None,
        "pending": recent_table(recent) if recent else None,
    }


def _curve(request: HttpRequest, resolution: Resolution) -> dict[str, object]:
    return curve_context(
        request, Curved(resolution.reading, resolution.selection, resolution.rules)
    )


def _doubts(request: HttpRequest, resolution: Resolution) -> list[Doubt]:
    linked = bool(request.user.has_perm(SEE_CALLS))
    return doubts_listed(
        Doubts(resolution.reading, resolution.selection, resolution.rules), linked=linked
    )


def _filters(reading: Reading, resolution: Resolution) -> PageBar:
    rules = rule_bar(reading, resolution.selection, resolution.rules)
    bar = filter_bar(reading, resolution.selection, keep=resolution.rules.pairs, more=[rules])
    return replace(bar, reset="?") if resolution.rules.pairs else bar
