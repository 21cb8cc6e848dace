"""The cases that a doubt is about: contradictory evidence, more than one customer, or never reached."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.core.cases.doubts import DOUBTED
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.linking import read_link_rules
from willet.figures.domain.looking import reading_of, selection_of_calls
from willet.figures.domain.rulebar import rule_bar
from willet.people.rules import SEE_CALLS
from willet.resolution.doubts.cases import PER_PAGE, DoubtedCases
from willet.resolution.doubts.table import TITLES, WHAT, cases_sheet, cases_table
from willet.ui.components import PageBar


@require_safe
@permission_required(SEE_CALLS, raise_exception=True)
@explains_failures
def listed(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The cases of a selection that are doubtful in one way, as far as the reader may open them."""
    if kind not in DOUBTED:
        raise Http404
    reading = reading_of(request)
    if reading is None or reading.days is None:
        shows = _("The cases of which something is doubtful stand here, one by one.")
        return no_calls_yet(request, str(TITLES[kind]), shows)
    selection = selection_of_calls(request, reading)
    rules = read_link_rules(request.GET)
    doubted_cases = DoubtedCases(reading, selection, rules, kind)
    if wanted_format(request):
        return exported(request, cases_sheet(doubted_cases))
    return render(request, "resolution/doubtful.html", _context(request, doubted_cases))


def _context(request: HttpRequest, doubted: DoubtedCases) -> dict[str, object]:
    pages = Paginator(doubted, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return {
        "problems": [*doubted.selection.problems, *doubted.rules.problems],
        "title": TITLES[doubted.kind],
        "what": WHAT[doubted.kind],
        "back": doubted.selection.address(**doubted.rules.pairs),
        "filters": _filters(doubted),
        "count": pages.count,
        "page": page,
        "table": cases_table(list(page.object_list), doubted, export_links(request)),
        "narrowed": not doubted.reading.visibility.everyone,
    }


def _filters(doubted: DoubtedCases) -> PageBar:
    reading, selection, rules = doubted.reading, doubted.selection, doubted.rules
    own = rule_bar(reading, selection, rules)
    return filter_bar(reading, selection, keep=rules.pairs, more=[own])
