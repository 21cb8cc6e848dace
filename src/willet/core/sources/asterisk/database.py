"""The table form inside an SQLite file: the table `queue_log`, read in blocks of columns."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import RequestError, saying
from willet.core.sources.asterisk.fields import FIELDS
from willet.core.sources.asterisk.rows import columns_of, selection
from willet.core.sources.file_errors import file_errors
from willet.core.sources.plain import plain_text

MAGIC = b"SQLite format 3\x00"
NO_SQLITE = saying("no_sqlite", "%(file)s cannot be read as an SQLite file: %(why)s.")
_BLOCK = 50_000


def table_header(path: Path) -> tuple[str, ...]:
    """The columns of the file's table `queue_log`; none if it has no such table.

    Raises:
        RequestError: SQLite cannot read the file.
    """
    with file_errors(path, NO_SQLITE, (sqlite3.Error,)), closing(_connected(path)) as db:
        return tuple(row[1] for row in db.execute("PRAGMA table_info('queue_log')"))


def holds_queue_log(path: Path) -> bool:
    """Whether the file is an SQLite file with a table of queue events."""
    try:
        return columns_of(table_header(path)) is not None
    except RequestError:
        return False


def load_table(
    con: DuckDBPyConnection, path: Path, header: tuple[str, ...], limit: int | None
) -> None:
    """Append the fields of every row in the table's own order."""
    names = [f"c{n}" for n in range(len(header))]
    picked = ", ".join(f"CAST(unnest(?) AS VARCHAR) AS {name}" for name in names)
    chosen = selection(header, dict(zip(header, names, strict=True)))
    for block in _blocks(path, header, limit):
        columns = [list(column) for column in zip(*block, strict=True)]
        con.execute(f"INSERT INTO {FIELDS} SELECT {chosen} FROM (SELECT {picked})", columns)


Row = tuple[str | None, ...]


def _blocks(path: Path, header: tuple[str, ...], limit: int | None) -> Iterator[list[Row]]:
    listed = ", ".join('CAST("' + name.replace('"', '""') + '" AS TEXT)' for name in header)
    with closing(_connected(path)) as db:
        db.text_factory = plain_text
        rows = db.execute(
            f"SELECT {listed} FROM queue_log ORDER BY rowid LIMIT ?",
            [-1 if limit is None else limit],
        )
        while block := rows.fetchmany(_BLOCK):
            yield block


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
