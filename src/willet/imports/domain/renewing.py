"""The first step of worker and server: a lake that an earlier Willet wrote is brought to today's format."""

import logging

from willet.core import intake
from willet.core.records import WilletError
from willet.figures.domain.whole import lake_path

log = logging.getLogger(__name__)


def renew_lake() -> None:
    """Bring the lake up where there is one of an earlier format; where that fails, it is read as it is."""
    place = lake_path()
    if not (place / "lake.toml").exists():
        return
    try:
        if intake.renew(place):
            log.info("brought the lake to today's format")
    except WilletError as refused:
        log.error("the lake stays in its earlier format: %s", refused)
