"""The file form: lines of `time|callid|queue|agent|event|data1|...`, plain or gzipped."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EVENTS
from willet.core.sources.asterisk.fields import COLUMNS, DATA, FIELDS, rows_in
from willet.core.sources.long_lines import LONGEST_LINE
from willet.core.sources.plain import Plain, opened, plain_bytes

UNREADABLE = "asterisk_unreadable"
_WIDTH = len(COLUMNS)
_LINE = re.compile(
    rb"\s*(\d{9,19}(\.\d+)?|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^|]*)\|[^|]*\|[^|]*\|[^|]*\|\w+"
)


def looks_like_lines(head: bytes) -> bool:
    """Whether a line among the first hundred reads like one of queue_log; `head` is plain."""
    return any(_LINE.match(line) for line in head.splitlines()[:100])


def csv_call(text: Plain, names: tuple[str, ...], options: str) -> str:
    """A `read_csv` of text columns that puts aside what it cannot read."""
    columns = ", ".join(f"'{_quoted(name)}': 'VARCHAR'" for name in names)
    return (
        f"read_csv('{_quoted(text.path)}', columns = {{{columns}}}, auto_detect = false, {options}, "
        f"null_padding = true, strict_mode = false, ignore_errors = true, store_rejects = true, "
        f"rejects_table = '{UNREADABLE}', rejects_scan = '{UNREADABLE}_scans', "
        f"max_line_size = {LONGEST_LINE}, compression = '{'gzip' if text.is_gzip else 'none'}')"
    )


def load_lines(con: DuckDBPyConnection, text: Plain, limit: int | None) -> None:
    """Append the fields of every line, in order; blank lines are no rows.

    A reader of columns, not of lines: `|` parts the fields, nothing is a quote, and fields beyond
    the eighth (the rest of a caller's name with `|` in it) are dropped.
    """
    names = tuple(f"c{n}" for n in range(1, _WIDTH + 1))
    source = csv_call(text, names, "delim = '|', quote = '', escape = '', header = false")
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


def is_cut_off(text: Plain) -> bool:
    """Whether the file ends within a line: no line end, and the event is unknown or lacks fields.

    A last line too long to be read is refused for that, not for its end.
    """
    last = b"" if text.is_gzip else _last_bytes(text).split(b"\n")[-1]
    if not last or len(last) > LONGEST_LINE:
        return False
    parts = last.decode(errors="replace").split("|")
    needed = [e.arity for e in EVENTS if len(parts) > 5 and e.name == parts[4].strip()]
    return not needed or len(parts) - 5 < min(needed)


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Every line that is not blank, with its number in the file."""
    with plain_bytes(path) as file:
        for number, line in enumerate(file, 1):
            if line != b"\n":
                yield number, line.rstrip(b"\n")


def _last_bytes(text: Plain) -> bytes:
    with opened(Path(text.path)) as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - LONGEST_LINE - 1))
        return file.read()


def _quoted(text: str) -> str:
    return text.replace("'", "''")
