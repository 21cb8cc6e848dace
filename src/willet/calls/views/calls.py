"""The list of calls: all of them, or those behind one figure."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.calls.domain.calls import NEWEST_FIRST, PER_PAGE, CallPage, Search, find_calls
from willet.calls.domain.listing import calls_sheet, calls_table
from willet.figures.domain.asking import Reading
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.figure import Asked, asked_figure
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.looking import reading_of, selection_of_calls
from willet.people.rules import SEE_CALLS


@require_safe
@permission_required(SEE_CALLS, raise_exception=True)
@explains_failures
def listed(request: HttpRequest) -> HttpResponseBase:
    """The calls of a selection; `?metric=service_level&part=rest` are those behind one figure."""
    reading = reading_of(request)
    if reading is None:
        shows = _("Every call stands here, with all that is known of it.")
        return no_calls_yet(request, _("Calls"), shows)
    asked = asked_figure(request.GET)
    reading = reading.under(asked.rules)
    search = search_of(request, reading, asked)
    if wanted_format(request):
        return exported(request, calls_sheet(find_calls(reading, search, limit=None), reading.zone))
    return render(request, "calls/list.html", _context(request, reading, search, asked))


def search_of(request: HttpRequest, reading: Reading, asked: Asked) -> Search:
    """What the address looks for."""
    selection = selection_of_calls(request, reading)
    behind = None
    if asked.metric is not None:
        behind = reading.behind(asked.metric.name, selection=selection, part=asked.part)
    return Search(selection, behind, request.GET.get("sort", NEWEST_FIRST))


def _context(
    request: HttpRequest, reading: Reading, search: Search, asked: Asked
) -> dict[str, object]:
    pages = Paginator(CallPage(reading, search), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return {
        "problems": [*search.selection.problems, *asked.problems],
        "figure": asked.title,
        "parts": asked.part_links(search.selection),
        "filters": filter_bar(
            reading, search.selection, keep=asked.kept(request.GET.get("sort", ""))
        ),
        "count": pages.count,
        "items": reading.count_behind(search.behind) if search.behind else None,
        "page": page,
        "table": calls_table(
            page.object_list, reading.zone, sort=search.sort, exports=export_links(request)
        ),
        "narrowed": not reading.visibility.everyone,
    }
