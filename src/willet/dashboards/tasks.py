"""What this room makes ready before the first reader comes: the overview, once in every language."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import translation

from willet.dashboards.views.board import page
from willet.figures.domain.looking import overview_of
from willet.figures.domain.overview import SPLITS, split
from willet.people.rules import Sight


def _make_overview() -> None:
    request = HttpRequest()
    request.method, request.path, request.user = "GET", "/", AnonymousUser()
    page(request)
    found = overview_of(request)
    if found is not None:
        for by in SPLITS:
            split(found, by=by, sight=Sight(everyone=True))


def prepare() -> None:
    """Make the overview once in every language, so that the first reader finds figures and templates ready.

    Raises:
        WilletError: the lake cannot be read.
    """
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            _make_overview()


WARM = (prepare,)
