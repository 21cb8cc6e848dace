"""`willet work`: the process that carries out imports and other jobs pages hand over."""

import argparse
import signal
import threading
from types import FrameType


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words."""
    parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")


def carry_out(args: argparse.Namespace) -> int:
    """Work until stopped, or until nothing waits; a worker that dies of a job is followed by another."""
    from willet.commands.supervising import supervised  # slow import: nothing else needs it

    return supervised(lambda: _work(once=args.once))


def _work(*, once: bool) -> None:
    from willet.site.starting import boot  # slow import: Django

    boot(with_static=False)
    from willet.jobs.domain.working import (
        work,
        work_once,
    )  # app ready: models exist only after boot

    if once:
        work_once()
    else:
        work(_stop_on_signal())


def _stop_on_signal() -> threading.Event:
    """Set by the first SIGTERM or Ctrl+C: the jobs at hand are finished then."""
    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    return stop
