"""The page of dispositions: what agents said, what happened afterwards, and the calls behind each number."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.calls.domain.calls import PER_PAGE, calls_named
from willet.calls.domain.listing import calls_table
from willet.desk.analysis.query import Dispositions, read_choice
from willet.desk.analysis.words import (
    by_bar,
    disposition_sheet,
    disposition_table,
    part_words,
    planted_words,
)
from willet.desk.handing.file import stated_sheet
from willet.desk.rules import SEE_DISPOSITIONS
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.looking import reading_of, selection_of_calls
from willet.figures.domain.readers import person
from willet.figures.domain.words import value_words

STATED = "stated"
may_see = permission_required(SEE_DISPOSITIONS, raise_exception=True)


@require_safe
@may_see
@explains_failures
def dispositions(request: HttpRequest) -> HttpResponseBase:
    """The table over a selection, and what of it nobody used."""
    result = _asked(request)
    if result is None:
        shows = _("This page shows what agents said of calls, and whether it held.")
        return no_calls_yet(request, _("Dispositions"), shows)
    if wanted_format(request) and request.GET.get("table") == STATED:
        return exported(request, stated_sheet(result.reading, person(request)))
    if wanted_format(request):
        return exported(request, disposition_sheet(result))
    context = {
        "problems": result.selection.problems,
        "filters": filter_bar(result.reading, result.selection, keep={"split": result.chosen.by}),
        "by": by_bar(result),
        "table": disposition_table(result, export_links(request)),
        "stated": [(label, f"{way}&table={STATED}") for label, way in export_links(request)],
        "unused": [value_words("disposition", code) for code in result.unused],
        "narrowed": not result.reading.visibility.everyone,
        "planted": planted_words(),
    }
    return render(request, "desk/dispositions.html", context)


@require_safe
@may_see
@explains_failures
def behind(request: HttpRequest) -> HttpResponseBase:
    """The calls behind one number of the table."""
    result = _asked(request)
    if result is None:
        return no_calls_yet(request, _("Dispositions"), _("Calls behind a number stand here."))
    pages = Paginator(result.contacts, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    calls = calls_named(result.reading, list(page.object_list))
    context = {
        "title": part_words(result),
        "count": pages.count,
        "page": page,
        "table": calls_table(calls, result.reading.zone, sortable=False),
        "back": result.selection.address(split=result.chosen.by),
    }
    return render(request, "desk/behind.html", context)


def _asked(request: HttpRequest) -> Dispositions | None:
    reading = reading_of(request)
    if reading is None or reading.days is None:
        return None
    return Dispositions(reading, selection_of_calls(request, reading), read_choice(request.GET))
