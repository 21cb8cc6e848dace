"""A worker that dies of a job is followed by the next, so that one job never stops all others; so is a listener.

The worker is a fork made before anything is loaded. It is given a pause after each death, and the signal that
ends `willet work` is handed on to it; where this process is killed, the kernel ends the worker too.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from types import FrameType

from willet.core.records import WilletError

log = logging.getLogger("willet.work")

PAUSE_S = 1.0
_STOPS = (signal.SIGTERM, signal.SIGINT)
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def supervised(work: Callable[[], None], *, pause_s: float = PAUSE_S) -> int:
    """Do the work in a process of its own, again and again while that dies of a signal; give its exit status."""
    keeper = _Keeper()
    while (died_of := keeper.run(work)) < 0 and not keeper.stopping:
        log.error("the worker was ended by signal %s; another takes up its job", -died_of)
        time.sleep(pause_s)
    return max(died_of, 0)


def kept_up(listen: Callable[[], None], *, pause_s: float = PAUSE_S) -> int:
    """Listen in a process of its own, and again however that ends, until this one is asked to stop."""
    keeper = _Keeper()
    while True:
        ended_with = keeper.run(listen)
        if keeper.stopping:
            return 0
        log.error("the listener of customers ended (%s); it is started again", ended_with)
        time.sleep(pause_s)


def worker_beside() -> AbstractContextManager[None]:
    """A `willet work` of its own beside this process."""
    return beside("willet", "work")


@contextmanager
def beside(module: str, *words: str) -> Iterator[None]:
    """A module run as a process of its own; where this process is killed, the kernel asks that one to stop."""
    command = [sys.executable, "-m", module, *words]
    with _uninterrupted():
        process = subprocess.Popen(command, preexec_fn=_stop_with_parent)  # noqa: PLW1509, S603 -- no thread runs yet
    # A server hands a request to end on to whoever was there before it; the worker must hear of it too.
    signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl+C back while a process is forked: what the hooks of a fork raise is ignored, and it would be lost."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _stop_with_parent() -> None:
    # Ctrl+C reaches everybody on the terminal; until the worker listens for it, its parent ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


class _Keeper:
    """Holds one worker at a time and hands signals on to it."""

    def __init__(self) -> None:
        self.stopping = False
        self._worker = 0
        for number in _STOPS:
            signal.signal(number, self._hand_on)

    def run(self, work: Callable[[], None]) -> int:
        """One worker from its start to its end; its exit status, below 0 where a signal ended it."""
        # A signal between two of these steps would reach nobody: it waits until the worker can be told.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        self._worker = os.fork()
        if self._worker == 0:
            os._exit(_done(work))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        _, status = os.waitpid(self._worker, 0)
        self._worker = 0
        return os.waitstatus_to_exitcode(status)

    def _hand_on(self, number: int, _frame: FrameType | None) -> None:
        self.stopping = True
        if self._worker:
            # It may have ended in this very moment.
            with suppress(ProcessLookupError):
                os.kill(self._worker, number)


def _done(work: Callable[[], None]) -> int:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    for number, usual in (
        (signal.SIGTERM, signal.SIG_DFL),
        (signal.SIGINT, signal.default_int_handler),
    ):
        signal.signal(number, usual)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        work()
    except WilletError as error:
        print(f"willet: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        return 130
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
