"""One writer at a time: a lock that the system itself lets go when its holder dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from willet.core.lake.durable import make_folder, storing
from willet.core.records import LakeError, saying, steps
from willet.core.sources import Progress, silent

BUSY = saying(
    "lake_busy",
    "Process %(holder)s has been writing to %(lake)s for over %(seconds)s s. "
    "Wait for it or stop it, then run this again; nothing was written.",
)
WAIT_S = 600.0
_PAUSE_S = 0.1


@contextmanager
def writer_lock(
    path: Path,
    *,
    wait_s: float = WAIT_S,
    progress: Progress = silent,
    pause_s: float = _PAUSE_S,
) -> Iterator[None]:
    """Hold the lake's lock, waiting for the writer before us and looking again every `pause_s` seconds.

    Raises:
        LakeError: another writer kept it longer than `wait_s` seconds.
    """
    with storing(path):
        make_folder(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _wait(handle, path, wait_s, progress, pause_s)
        os.truncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, wait_s: float, progress: Progress, pause_s: float) -> None:
    until = time.monotonic() + wait_s
    while not _taken(handle):
        holder = os.pread(handle, 20, 0).decode(errors="replace").strip() or "unknown"
        if time.monotonic() >= until:
            where = {"holder": holder, "lake": str(path.parent)}
            raise LakeError(BUSY(**where, seconds=float(wait_s)))
        progress(steps.WAITING(holder=holder), None)
        time.sleep(pause_s)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
