"""The worker: takes one job after another and hands it to the domain."""

import signal
import threading
from time import monotonic
from types import FrameType

from django.db import close_old_connections

from willet.imports.domain.importing import carry_in, check, forget_old_uploads, take_back
from willet.imports.domain.jobs import Work, carry_out, sole_worker, take_next, take_up_again
from willet.imports.domain.leavings import sweep_leavings
from willet.imports.domain.renewing import renew_lake
from willet.imports.domain.soundness import check_if_due
from willet.imports.models import Job
from willet.people.rules import IMPORT_FILES, UNDO_IMPORT
from willet.ui.offers import offers

_IDLE_S = 0.5
_SWEEP_EVERY_S = 3600.0


JOBS = (
    Work(Job.Kind.CHECK, check, IMPORT_FILES),
    Work(Job.Kind.IMPORT, carry_in, IMPORT_FILES),
    Work(Job.Kind.UNDO, take_back, UNDO_IMPORT),
)
"""What the worker does for each kind of job; a room offers its own in its `tasks.py`."""


def work(*, once: bool = False) -> None:
    """Carry out jobs until stopped; with `once`, until nothing waits.

    The first SIGTERM or Ctrl+C lets the job at hand finish; a job cut short by anything harsher is
    taken up again by the next worker.

    Raises:
        RequestError: another worker serves this home.
    """
    stop = _stop_on_signal()
    with sole_worker():
        renew_lake()
        take_up_again()
        works = {work.kind: work for work in offers("tasks", "JOBS")}
        swept_at = -_SWEEP_EVERY_S
        while not stop.is_set():
            if monotonic() - swept_at >= _SWEEP_EVERY_S:
                swept_at = monotonic()
                forget_old_uploads()
                sweep_leavings()
                check_if_due()
            job = take_next()
            if job is not None:
                carry_out(job, works[Job.Kind(job.kind)])
            elif once:
                return
            else:
                close_old_connections()
                stop.wait(_IDLE_S)


def _stop_on_signal() -> threading.Event:
    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask_to_stop)
    return stop
