"""Prepares the first pages beside the requests, so that the port answers while the figures are still being made."""

import logging
import threading
from collections.abc import Callable
from enum import StrEnum
from time import perf_counter

from django.db import close_old_connections
from django.urls import get_resolver

from willet.core.records import WilletError
from willet.imports.domain.renewing import renew_lake
from willet.ui.offers import offers

log = logging.getLogger(__name__)


class State(StrEnum):
    """How far the figures are; a page asked for meanwhile works, it makes its own."""

    COLD = "cold"
    WARMING = "warming"
    READY = "ready"


class Warming:
    """One preparation in a thread of its own, that ends with the process."""

    def __init__(self, prepare: Callable[[], None]) -> None:
        self.prepare = prepare
        self.state = State.COLD

    def begin(self) -> threading.Thread:
        """Start preparing."""
        self.state = State.WARMING
        thread = threading.Thread(target=self._run, name="warming", daemon=True)
        thread.start()
        return thread

    def _run(self) -> None:
        try:
            self.prepare()
        except Exception:
            log.exception("the first pages could not be prepared; they are made when somebody asks")
        finally:
            self.state = State.READY
            close_old_connections()


def warm_up() -> None:
    """Load every page's code, and let each room make ready what it offers as `WARM` in its `tasks.py`.

    A lake of an earlier format is brought up first; it is read as it is until that is done.

    A lake that cannot be read is told in the log, and on the page itself when somebody opens it.
    """
    began = perf_counter()
    assert get_resolver().reverse_dict is not None, "looking at it loads every page's code"
    renew_lake()
    try:
        for prepare_room in offers("tasks", "WARM"):
            prepare_room()
    except WilletError as error:
        log.warning("the first pages could not be prepared: %s", error)
    log.info("ready for the first reader after %.1f s", perf_counter() - began)


WARMING = Warming(warm_up)
"""This process's own."""
