"""The process that reads one file: bounded in memory and time, it sends the rows back, or dies alone."""

import ctypes
import os
import pickle
import resource
import signal
import sys
from typing import IO

import duckdb

from willet.core.records import Message, RequestError
from willet.core.sources.table.sandbox.frames import Task, send
from willet.core.sources.table.sandbox.readers import READERS

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
_NOTICE_S = 5


def main() -> None:
    """Read the task from standard input, and send frames to standard output."""
    # Message by our own parent, not by the file.
    task: Task = pickle.load(sys.stdin.buffer)  # noqa: S301
    _bind(task.limits.reader_bytes, task.limits.reader_cpu_s)
    # What a foreign library prints must not come between the frames.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        _read(task, out)
    except RequestError as refused:
        _send_refusal(out, refused.message)
    except (MemoryError, duckdb.OutOfMemoryException):
        send(out, {"kind": "outgrown"})


def _bind(most_bytes: int, most_cpu_s: int) -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    # Of data and not of addresses: threads and files mapped reserve much that they never use.
    _limit(resource.RLIMIT_DATA, most_bytes, most_bytes)
    # At the hard bound the kernel kills without saying why.
    _limit(resource.RLIMIT_CPU, most_cpu_s, most_cpu_s + _NOTICE_S)
    _limit(resource.RLIMIT_CORE, 0, 0)


def _limit(what: int, most: int, at_last: int) -> None:
    hard = resource.getrlimit(what)[1]
    bounds = (
        (most, at_last) if hard == resource.RLIM_INFINITY else (min(most, hard), min(at_last, hard))
    )
    resource.setrlimit(what, bounds)


def _read(task: Task, out: IO[bytes]) -> None:
    reader = READERS[task.kind](task.path, task.form, task.limits)
    send(out, {"kind": "header", "names": list(reader.header), "sheets": list(reader.sheets)})
    for piece in reader.pieces():
        send(out, {"kind": "rows", "rows": piece.rows, "share": piece.share}, piece.text)
    send(out, {"kind": "end"})


def _send_refusal(out: IO[bytes], message: Message) -> None:
    send(out, {"kind": "refused", "message": message.as_json()})


if __name__ == "__main__":
    main()
