"""One file into the table of fields, in whichever form it is; and out of it again where it cannot be read."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import RequestError, saying
from willet.core.sources.asterisk.database import MAGIC, load_table, table_header
from willet.core.sources.asterisk.fields import FIELDS, Loaded, rows_in, tidy
from willet.core.sources.asterisk.lines import (
    UNREADABLE,
    is_cut_off,
    load_lines,
    looks_like_lines,
)
from willet.core.sources.asterisk.rows import columns_of, header_of, load_rows
from willet.core.sources.file_errors import file_errors
from willet.core.sources.plain import opened, plain, plain_head

_HEAD = 1 << 16

NO_LOG = saying(
    "no_queue_log",
    "%(file)s is no queue_log: no line reads time|callid|queue|agent|event|..., and there is "
    "no header with time, callid, queuename and event. Name another source, or another file.",
)
NO_LOG_TABLE = saying(
    "no_queue_log_table",
    "%(file)s is an SQLite file without a table queue_log of queue events. "
    "Name the file that holds queue_log.",
)


def load(con: DuckDBPyConnection, path: Path, limit: int | None) -> Loaded:
    """Append the fields of a file to the table of them; say what it gave.

    Raises:
        RequestError: the file is of another kind, or cannot be read to its end.
    """
    loaded = Loaded(path, rows_in(con))
    with file_errors(path):
        _load_form(con, loaded, limit)
    tidy(con, loaded.first_row)
    loaded.rows = rows_in(con) - loaded.first_row
    loaded.unreadable = _unreadable(con)
    return loaded


def take_out(con: DuckDBPyConnection, first_row: int) -> None:
    """Take out what a file left in the table, so that the next one's rows are numbered on from there."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {FIELDS} AS SELECT * FROM {FIELDS} WHERE rowid < {first_row} ORDER BY rowid"
    )
    _unreadable(con)


def _load_form(con: DuckDBPyConnection, loaded: Loaded, limit: int | None) -> None:
    with opened(loaded.path) as file:
        head = file.read(_HEAD)
    if head.startswith(MAGIC):
        loaded.header, loaded.is_database = _checked_header(loaded.path), True
        load_table(con, loaded.path, loaded.header, limit)
    else:
        _load_text(con, loaded, plain_head(head), limit)


def _load_text(con: DuckDBPyConnection, loaded: Loaded, head: bytes, limit: int | None) -> None:
    table = header_of(head)
    if table is None and head.strip() and not looks_like_lines(head):
        raise RequestError(NO_LOG(file=loaded.path.name))
    with plain(loaded.path) as text:
        loaded.is_guessed = text.is_guessed
        if table is not None:
            loaded.header, loaded.delimiter = table
            load_rows(con, text, *table, limit)
            return
        load_lines(con, text, limit)
        loaded.cut_off = limit is None and is_cut_off(text)


def _checked_header(path: Path) -> tuple[str, ...]:
    header = table_header(path)
    if columns_of(header) is None:
        raise RequestError(NO_LOG_TABLE(file=path.name))
    return header


def _unreadable(con: DuckDBPyConnection) -> int:
    """How many rows the last file lost to their bytes; the list of them is dropped."""
    seen_row = con.execute(
        f"SELECT count(*) FROM duckdb_tables() WHERE table_name = '{UNREADABLE}'"
    ).fetchone()
    if not seen_row or not seen_row[0]:
        return 0
    row = con.execute(f"SELECT count(DISTINCT line_byte_position) FROM {UNREADABLE}").fetchone()
    con.execute(f"DROP TABLE {UNREADABLE}")
    con.execute(f"DROP TABLE IF EXISTS {UNREADABLE}_scans")
    return int(row[0]) if row else 0
