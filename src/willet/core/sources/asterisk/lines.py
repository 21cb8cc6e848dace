"""The file form: lines of `time|callid|queue|agent|event|data1|...`, plain or gzipped."""

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import IO

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EVENTS
from willet.core.sources.asterisk.fields import COLUMNS, DATA, FIELDS, rows_in

LONGEST_LINE = 1 << 20
UNREADABLE = "asterisk_unreadable"
_WIDTH = len(COLUMNS)
_LINE = re.compile(
    rb"(\d{9,11}(\.\d+)?|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^|]*)\|[^|]*\|[^|]*\|[^|]*\|\w+"
)
_GZIP = b"\x1f\x8b"


def looks_like_lines(head: bytes) -> bool:
    """Whether a line among the first hundred reads like one of queue_log."""
    return any(_LINE.match(line) for line in head.removeprefix(b"\xef\xbb\xbf").splitlines()[:100])


def is_gzip(path: Path) -> bool:
    """Whether the file is gzipped, whatever its name says."""
    with path.open("rb") as file:
        return file.read(2) == _GZIP


def opened(path: Path) -> IO[bytes]:
    """The file's bytes, decompressed."""
    return gzip.open(path, "rb") if is_gzip(path) else path.open("rb")  # type: ignore[return-value]


def csv_call(path: Path, names: tuple[str, ...], options: str) -> str:
    """A `read_csv` of text columns that puts aside what it cannot read."""
    columns = ", ".join(f"'{_quoted(name)}': 'VARCHAR'" for name in names)
    return (
        f"read_csv('{_quoted(str(path))}', columns = {{{columns}}}, auto_detect = false, {options}, "
        f"null_padding = true, strict_mode = false, ignore_errors = true, store_rejects = true, "
        f"rejects_table = '{UNREADABLE}', rejects_scan = '{UNREADABLE}_scans', "
        f"max_line_size = {LONGEST_LINE}, compression = '{'gzip' if is_gzip(path) else 'none'}')"
    )


def load_lines(con: DuckDBPyConnection, path: Path, limit: int | None) -> None:
    """Append the fields of every line, in order; blank lines are no rows.

    A reader of columns, not of lines: `|` parts the fields, nothing is a quote, and fields beyond
    the eighth (the rest of a caller's name with `|` in it) are dropped.
    """
    names = tuple(f"c{n}" for n in range(1, _WIDTH + 1))
    source = csv_call(path, names, "delim = '|', quote = '', escape = '', header = false")
    top = "" if limit is None else f"LIMIT {limit}"
    first = rows_in(con)
    con.execute(f"INSERT INTO {FIELDS} SELECT * FROM {source} {top}")
    while _mend_names(con, first):
        pass


def _mend_names(con: DuckDBPyConnection, first_row: int) -> int:
    """Put together agents' names that hold a `|`: where no event stands, and the next field is one.

    Each call moves one piece of a name; the number of lines mended is returned.
    """
    names = ", ".join(f"'{name}'" for name in sorted({e.name for e in EVENTS}))
    moved = ", ".join(f"{a} = {b}" for a, b in pairwise(("event", *DATA)))
    changed = con.execute(
        f"UPDATE {FIELDS} SET agent = agent || '|' || event, {moved}, {DATA[-1]} = NULL "
        f"WHERE rowid >= {first_row} AND event NOT IN ({names}) AND d1 IS NOT NULL "
        f"AND list_has_any([{', '.join(DATA[:3])}], [{names}]) AND NOT regexp_full_match(event, '[A-Z][A-Z_]+')"
    ).fetchone()
    return int(changed[0]) if changed else 0


def is_cut_off(path: Path) -> bool:
    """Whether the file ends within a line: no line end, and the event is unknown or lacks fields.

    A last line that cannot be read at all is refused for that, not for its end.
    """
    last = b"" if is_gzip(path) else _last_bytes(path).split(b"\n")[-1]
    if not last.strip(b"\r") or len(last) > LONGEST_LINE:
        return False
    try:
        parts = last.decode().split("|")
    except UnicodeDecodeError:
        return False
    needed = [e.arity for e in EVENTS if len(parts) > 5 and e.name == parts[4]]
    return not needed or len(parts) - 5 < min(needed)


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Every line that is not blank, with its number in the file."""
    with opened(path) as file:
        for number, line in enumerate(file, 1):
            if line.strip(b"\r\n"):
                yield number, line.rstrip(b"\r\n")


def _last_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - LONGEST_LINE - 1))
        return file.read()


def _quoted(text: str) -> str:
    return text.replace("'", "''")
