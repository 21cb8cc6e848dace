"""What this room makes ready before the first reader comes: the overview, once in every language."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from willet.dashboards.views.board import page
from willet.people.models import Role, User


def _make_overview() -> None:
    request = HttpRequest()
    # A manager's page holds every table; what is remembered of it serves other readers too.
    request.method, request.path, request.user = "GET", "/", User(role=Role.MANAGER)
    page(request)


def prepare() -> None:
    """Make the overview once in every language, so that the first reader finds figures and templates ready.

    Raises:
        WilletError: the lake cannot be read.
    """
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            _make_overview()


WARM = (prepare,)
