"""The right reader for a file, or its name and the way on where it is no table."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import RequestError, saying
from willet.core.sources.file_errors import file_errors
from willet.core.sources.table.batches import TableReader
from willet.core.sources.table.kinds import NAMES, no_table, what_is, what_is_within
from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.sandbox import read_apart
from willet.core.sources.table.sandbox.frames import Task
from willet.core.sources.table.sandbox.readers import READERS
from willet.core.sources.table.streams import opened
from willet.core.sources.table.text_reader import TextReader

_TEXTS = ("csv", "tsv", "whitespace")


PACKED = saying("packed_table", "%(file)s: is %(kind)s inside a gzip archive. Unpack it first.")


@contextmanager
def open_table(
    con: DuckDBPyConnection,
    path: Path,
    form: FileForm,
    expected: tuple[str, ...],
    limits: FileLimits,
) -> Iterator[TableReader]:
    """The open table in a file; `expected` are the columns the mapping looks for.

    Raises:
        RequestError: there is no such file, or it is of another kind.
    """
    kind = _kind(path, form)
    if kind in READERS:
        with read_apart(con, Task(path, kind, form, limits)) as reader:
            yield reader
    else:
        with opened(path, limits) as stream:
            yield TextReader(con, stream, form, expected, limits)


def _kind(path: Path, form: FileForm) -> str:
    with file_errors(path):
        kind = what_is_within(path)
    given = form.format in _TEXTS or form.delimiter is not None or form.encoding is not None
    if kind in READERS and what_is(path) == "gzip":
        raise RequestError(PACKED(file=path.name, kind=NAMES[kind]))
    if kind in ("text", *READERS):
        return kind
    if kind in ("json", "queue_log", "html") and given:
        return "text"
    raise no_table(path, kind)
