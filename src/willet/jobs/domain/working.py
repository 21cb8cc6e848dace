"""The worker: serves every lane in a thread of its own, and asks for what is due by the clock."""

import logging
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import DatabaseError, close_old_connections, connection

from willet.jobs.domain.carrying import carry_out
from willet.jobs.domain.claiming import bring_in_strays, claim, lanes_due, take_up_again
from willet.jobs.domain.lanes import RENEW_EVERY_S, leave_lanes, living, renew_lanes, take_lane
from willet.jobs.domain.schedules import ask_for_what_is_due
from willet.jobs.domain.works import lanes
from willet.ui.offers import offers

log = logging.getLogger("willet.work")

_IDLE_S = 0.5
_UNASKED_S = 5.0
"""A lane looks for itself so often, though nobody wakes it."""
_STAND_BY_S = 2.0
_LOOK_EVERY_S = 5.0
"""How often schedules are looked at."""


def work(stop: threading.Event) -> None:
    """Serve every lane until stopped; the jobs at hand are finished then.

    A job cut short by anything harsher is taken up again by the next worker.
    """
    _start()
    with living() as holder:
        _Worker(holder, stop).run()


def work_once() -> None:
    """Do what waits, lane after lane in this thread, until nothing is due any more."""
    _start()
    with living() as holder, _renewing(holder):
        ask_for_what_is_due()
        while sum(_done_in(name, holder) for name in lanes()):
            pass
        leave_lanes(holder)


@contextmanager
def _renewing(holder: str) -> Iterator[None]:
    """Renew what this worker holds beside its jobs: one that takes longer than a lease stays its own."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(RENEW_EVERY_S):
            try:
                renew_lanes(lanes(), holder)
            except DatabaseError:
                log.exception("the store could not be reached; the leases are renewed later")
                connection.close()
        connection.close()

    thread = threading.Thread(target=renew, name="leases")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _start() -> None:
    """What rooms want done before the first job."""
    for start in offers("tasks", "START"):
        start()
    bring_in_strays()


def _done_in(lane: str, holder: str) -> int:
    """Do all that is due in a lane; how many jobs that were."""
    if not take_lane(lane, holder):
        return 0
    take_up_again(lane)
    done = 0
    while (job := claim(lane, holder)) is not None:
        carry_out(job)
        done += 1
    return done


class _Worker:
    """One process at work: a thread for each lane, and this one to keep the time and to wake the lanes.

    One look at the queue serves all lanes, over a connection that stays open: an idle worker costs little.
    """

    def __init__(self, holder: str, stop: threading.Event) -> None:
        self.holder, self.stop = holder, stop
        self.held: set[str] = set()
        """The lanes it serves; it stands by for the others."""
        self.due = {name: threading.Event() for name in lanes()}
        self.threads = [
            threading.Thread(target=self._serve, args=(name,), name=f"lane {name}")
            for name in self.due
        ]

    def run(self) -> None:
        for thread in self.threads:
            thread.start()
        try:
            self._keep_time()
        finally:
            self.stop.set()
            for thread in self.threads:
                thread.join()
            leave_lanes(self.holder)

    def _keep_time(self) -> None:
        """Renew leases and look at schedules until stopped, and renew until the last job at hand is done."""
        renewed_at = looked_at = float("-inf")
        while not self.stop.is_set() or any(thread.is_alive() for thread in self.threads):
            try:
                if monotonic() - renewed_at >= RENEW_EVERY_S:
                    renewed_at = monotonic()
                    self.held &= renew_lanes(self.held, self.holder)
                if not self.stop.is_set() and monotonic() - looked_at >= _LOOK_EVERY_S:
                    looked_at = monotonic()
                    ask_for_what_is_due()
                self._wake(lanes_due() & self.held)
            except DatabaseError:
                log.exception("the store could not be reached; the worker tries again")
                connection.close()
            # Never waits on `stop`: the signal that sets it is handled in this very thread, and would wait for itself.
            time.sleep(_IDLE_S)
            if self.stop.is_set():
                self._wake(self.due)
        connection.close()

    def _wake(self, names: Iterable[str]) -> None:
        for name in names:
            if name in self.due:
                self.due[name].set()

    def _serve(self, lane: str) -> None:
        """Serve one lane until stopped; while another worker serves it, stand by."""
        while not self.stop.is_set():
            rests_s = 0.0
            self.due[lane].clear()
            try:
                if lane not in self.held and not self._take(lane):
                    rests_s = _STAND_BY_S
                elif not self._do_one(lane):
                    rests_s = _UNASKED_S
            except DatabaseError:
                # A job whose end could not be written is taken up again with the lane.
                log.exception("the store could not be reached; lane %s is tried again", lane)
                self.held.discard(lane)
                rests_s = _STAND_BY_S
            close_old_connections()
            if not self.stop.is_set():
                self.due[lane].wait(rests_s)

    def _take(self, lane: str) -> bool:
        if not take_lane(lane, self.holder):
            return False
        take_up_again(lane)
        self.held.add(lane)
        return True

    def _do_one(self, lane: str) -> bool:
        job = claim(lane, self.holder)
        if job is not None:
            carry_out(job)
        return job is not None
