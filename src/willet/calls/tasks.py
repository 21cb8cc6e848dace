"""The worker: takes one job after another and hands it to the domain."""

import signal
import threading
from time import monotonic
from types import FrameType

from django.db import close_old_connections

from willet.calls.domain.importing import VERBS, forget_old_uploads
from willet.calls.domain.jobs import carry_out, sole_worker, take_next, take_up_again
from willet.calls.domain.leavings import sweep_leavings
from willet.calls.domain.renewing import renew_lake
from willet.calls.domain.soundness import check_if_due

_IDLE_S = 0.5
_SWEEP_EVERY_S = 3600.0


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
        swept_at = -_SWEEP_EVERY_S
        while not stop.is_set():
            if monotonic() - swept_at >= _SWEEP_EVERY_S:
                swept_at = monotonic()
                forget_old_uploads()
                sweep_leavings()
                check_if_due()
            job = take_next()
            if job is not None:
                carry_out(job, VERBS[job.kind])
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
