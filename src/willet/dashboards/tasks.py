"""Work done before the first reader comes: libraries loaded, the lake opened, the overview made once."""

import logging
from time import perf_counter

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.urls import get_resolver
from django.utils import translation

from willet.calls.domain.asking import read_lake
from willet.calls.domain.linking import USUAL
from willet.calls.domain.renewing import renew_lake
from willet.calls.domain.selection import read_selection
from willet.core.records import WilletError
from willet.dashboards.domain.board import SPLITS, split
from willet.dashboards.domain.causes import Causes, Chosen
from willet.dashboards.domain.comparison import BY, Compare
from willet.dashboards.domain.curve import Curved
from willet.dashboards.domain.doubts import Doubts
from willet.dashboards.domain.evidence import Weighing
from willet.dashboards.domain.resolution import Resolution
from willet.dashboards.panels import overview_of
from willet.dashboards.views.board import page
from willet.people.rules import Sight

log = logging.getLogger(__name__)


def warm_up() -> None:
    """Make the overview once in every language, so that the first reader finds figures and templates ready.

    A lake of an earlier format is brought up first; it is read as it is until that is done.

    A lake that cannot be read is told in the log, and on the page itself when somebody opens it.
    """
    began = perf_counter()
    assert get_resolver().reverse_dict is not None, "looking at it loads every page's code"
    renew_lake()
    try:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                _make_overview()
        _prepare_first_contact()
    except WilletError as error:
        log.warning("the overview could not be prepared: %s", error)
    log.info("ready to show the overview after %.1f s", perf_counter() - began)


def _make_overview() -> None:
    request = HttpRequest()
    request.method, request.path, request.user = "GET", "/", AnonymousUser()
    page(request)
    found = overview_of(request)
    if found is not None:
        for by in SPLITS:
            split(found, by=by, sight=Sight(everyone=True))


def _prepare_first_contact() -> None:
    """Resolution, causes and comparisons take a second or more the first time."""
    reading = read_lake()
    if reading is None or reading.days is None:
        return
    selection = read_selection(QueryDict(), newest=reading.days[1])
    assert Resolution(reading, selection, USUAL).recent is not None
    Curved(reading, selection, USUAL).ready()
    weighing = Weighing(reading, selection, USUAL)
    assert weighing.cases.agreements.keys() == weighing.contacts.agreements.keys()
    assert Doubts(reading, selection, USUAL).counts is not None
    assert Causes(reading, selection, Chosen(), Sight(everyone=True)).bars is not None
    for by in BY:
        assert Compare(reading, selection, by, Sight(everyone=True)).whole.by == by
