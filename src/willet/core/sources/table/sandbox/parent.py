"""The other side: starts the reader of a file, takes its rows, and says in words how it died if it did."""

import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Any

from duckdb import DuckDBPyConnection

from willet.core.records import Message, RequestError, saying
from willet.core.sources.table.batches import FIELD, RAW, RECORD, Batch, forget_blank_rows
from willet.core.sources.table.sandbox.frames import Task, receive
from willet.core.sources.table.sandbox.patience import Patience
from willet.core.sources.table.sandbox.readers import READERS

READER_OUTGREW = saying(
    "reader_outgrew",
    "%(file)s: reading it takes more than %(most)s MiB of memory. Save it as CSV; a CSV of any size is read.",
)
READER_SLOW = saying(
    "reader_slow",
    "%(file)s: reading it takes more than %(most)s seconds of a processor. "
    "Save it as CSV; a CSV of any size is read.",
)
READER_SILENT = saying(
    "reader_silent",
    "%(file)s: its reader was waited for more than %(most)s seconds in all. "
    "Save it as CSV on a disk of this machine; a CSV of any size is read.",
)
READER_DIED = saying(
    "reader_died",
    "%(file)s: is damaged so that its reader broke off (%(how)s). Save it again, or save it as CSV.",
)
_CHILD = [sys.executable, "-P", "-m", "willet.core.sources.table.sandbox.child"]
_MIB = 1 << 20
_NO_ROOM = b"memory allocation of"
"""What Rust writes before it aborts."""
_CUT_CHARS = 200


@contextmanager
def read_apart(con: DuckDBPyConnection, task: Task) -> Iterator["ApartReader"]:
    """The table in a file, read by a process of its own that ends with this block.

    Raises:
        RequestError: the file is refused, or its reader died of it.
    """
    assert task.kind in READERS, "only what a reader is known for"
    with TemporaryFile() as errors, _started(errors) as child:
        try:
            yield ApartReader(con, task, child, errors)
        finally:
            child.kill()


def _started(errors: IO[bytes]) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    return subprocess.Popen(_CHILD, stdin=pipe, stdout=pipe, stderr=errors)  # noqa: S603 -- ourselves


class ApartReader:
    """One open file of a reader that works apart; see `batches.TableReader`."""

    typed_cells = True
    least = 0

    def __init__(
        self,
        con: DuckDBPyConnection,
        task: Task,
        child: "subprocess.Popen[bytes]",
        errors: IO[bytes],
    ) -> None:
        self._con, self._task, self._child, self._errors = con, task, child, errors
        self._patience = Patience(task.limits.reader_wait_s)
        self._hand_over()
        head = self._next()[0]
        self.header = tuple(map(str, head["names"]))
        self.sheets = tuple(map(str, head["sheets"]))
        """The names of the sheets beside which this one stands, its own among them."""

    def batches(self) -> Iterator[Batch]:
        """The rows, as many at a time as the reader sends."""
        while (frame := self._next())[0]["kind"] == "rows":
            head, text = frame
            self._con.execute(
                f"CREATE OR REPLACE TEMP TABLE {RAW} AS SELECT r[1]::BIGINT AS line, r[2:] AS f FROM "
                "(SELECT string_split(unnest(string_split(?, ?)), ?) AS r)",
                [text, RECORD, FIELD],
            )
            blank = forget_blank_rows(self._con)
            yield Batch(int(head["rows"]) - blank, float(head["share"]))

    def _hand_over(self) -> None:
        assert self._child.stdin is not None, "a pipe, as asked"
        try:
            with self._patience.spent(self._child.kill), self._child.stdin as stream:
                pickle.dump(self._task, stream)
        except BrokenPipeError:
            raise RequestError(self._how_it_died()) from None

    def _next(self) -> tuple[dict[str, Any], str]:
        assert self._child.stdout is not None, "a pipe, as asked"
        with self._patience.spent(self._child.kill):
            frame = receive(self._child.stdout)
        if frame is None:
            raise RequestError(self._how_it_died())
        head = frame[0]
        if head["kind"] == "refused":
            raise RequestError(Message.from_json(head["message"]))
        if head["kind"] == "outgrown":
            raise RequestError(self._outgrown())
        return frame

    def _outgrown(self) -> Message:
        return READER_OUTGREW(
            file=self._task.path.name, most=self._task.limits.reader_bytes // _MIB
        )

    def _how_it_died(self) -> Message:
        status, file = self._child.wait(), self._task.path.name
        self._errors.seek(0)
        stated = self._errors.read()
        if self._patience.is_out:
            return READER_SILENT(file=file, most=self._task.limits.reader_wait_s)
        if _NO_ROOM in stated or status == -signal.SIGKILL:
            return self._outgrown()
        if status == -signal.SIGXCPU:
            return READER_SLOW(file=file, most=self._task.limits.reader_cpu_s)
        return READER_DIED(file=file, how=_last_line(stated) or f"status {status}")


def _last_line(stated: bytes) -> str:
    lines = stated.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:_CUT_CHARS] if lines else ""
