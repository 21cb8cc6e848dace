"""Work done before the first reader comes: libraries loaded, the lake opened, the overview's figures asked for."""

import logging
from time import perf_counter

from django.http import QueryDict
from django.template.loader import get_template

from willet.calls.domain.asking import read_lake
from willet.calls.domain.selection import read_selection
from willet.core.records import WilletError
from willet.dashboards.domain.board import FIGURES, SPLITS, Overview, split
from willet.people.rules import Sight

log = logging.getLogger(__name__)


def warm_up() -> None:
    """Answer the overview's questions once, so that the first reader finds them remembered.

    A lake that cannot be read is told in the log, and on the page itself when somebody opens it.
    """
    began = perf_counter()
    try:
        reading = read_lake()
        if reading is not None and reading.days is not None:
            _ask(Overview(reading, read_selection(QueryDict(), newest=reading.days[1]), FIGURES))
    except WilletError as error:
        log.warning("the overview could not be prepared: %s", error)
    get_template("dashboards/overview.html")
    log.info("ready to show the overview after %.1f s", perf_counter() - began)


def _ask(found: Overview) -> None:
    assert found.figures, "the figures are asked for, with trend and the period before"
    assert found.reading.choices is not None
    for by in SPLITS:
        split(found, by=by, sight=Sight(everyone=True))
