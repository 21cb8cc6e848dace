"""Prepares the first pages beside the requests, so that the port answers while the figures are still being made."""

import logging
import threading
from collections.abc import Callable
from enum import StrEnum

from django.db import close_old_connections

from willet.dashboards.tasks import warm_up

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


WARMING = Warming(warm_up)
"""This process's own."""
