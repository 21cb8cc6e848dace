"""The cases that a doubt is about: contradictory evidence, more than one customer, or never reached."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from willet.core.cases.doubts import DOUBTED
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.failing import tells_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.linking import read_link_rules
from willet.figures.domain.looking import reading_of, selection_of_calls
from willet.figures.domain.rulebar import rule_bar
from willet.people.rules import SEE_CALLS
from willet.resolution.doubts.cases import PER_PAGE, DoubtedCases
from willet.resolution.doubts.table import TITLES, WHAT, cases_sheet, cases_table


@require_safe
@permission_required(SEE_CALLS, raise_exception=True)
@tells_failures
def listed(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The cases of a selection that are doubtful in one way, as far as the reader may open them."""
    if kind not in DOUBTED:
        raise Http404
    reading = reading_of(request)
    if reading is None or reading.days is None:
        return render(request, "figures/no_calls.html")
    selection = selection_of_calls(request, reading)
    rules = read_link_rules(request.GET)
    found = DoubtedCases(reading, selection, rules, kind)
    if wanted_format(request):
        return exported(request, cases_sheet(found))
    return render(request, "resolution/doubtful.html", _context(request, found))


def _context(request: HttpRequest, found: DoubtedCases) -> dict[str, object]:
    pages = Paginator(found, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return {
        "problems": [*found.selection.problems, *found.rules.problems],
        "title": TITLES[found.kind],
        "what": WHAT[found.kind],
        "back": found.selection.address(**found.rules.pairs),
        "filters": filter_bar(found.reading, found.selection, keep=dict(found.rules.pairs)),
        "rules": rule_bar(found.reading, found.selection, found.rules),
        "count": pages.count,
        "page": page,
        "table": cases_table(list(page.object_list), found, export_links(request)),
        "narrowed": not found.reading.visibility.everyone,
    }
