"""The search: a word is sent in the body of a request, so that no address and no log keeps a customer's number."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from willet.dashboards.domain.searching import FEWEST_LETTERS, sought
from willet.dashboards.rules import SEARCH
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person

MOST_LETTERS = 200


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(SEARCH, raise_exception=True)
@explains_failures
def search(request: HttpRequest) -> HttpResponse:
    """The field, and what the word in it means to the reader."""
    text = request.POST.get("q", "")[:MOST_LETTERS].strip()
    reading = reading_of(request)
    full = reading is not None and reading.days is not None
    groups = sought(reading, person(request), text) if reading is not None and full else []
    context = {"text": text, "groups": groups, "short": 0 < len(text) < FEWEST_LETTERS}
    return render(request, "dashboards/search.html", context)
