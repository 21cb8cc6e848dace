"""The table form: an export with a header, in the layout of Asterisk's realtime table or its kin."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.events import EVENTS, EventRole
from willet.core.sources.asterisk.fields import DATA, FIELDS
from willet.core.sources.asterisk.lines import csv_call
from willet.core.sources.long_lines import LONGEST_LINE
from willet.core.sources.plain import Plain, opened, plain_bytes
from willet.core.sources.sep_line import stated_delimiter

NAMES: Mapping[str, tuple[str, ...]] = {
    "told_at": ("date_time", "time", "time_id", "eventtime"),
    "callid": ("callid", "call_id", "uniqueid"),
    "queue": ("queuename", "queue_name", "queue"),
    "agent": ("agent", "type"),
    "event": ("event", "verb"),
}
"""What the columns are called, most telling first: `date_time` holds the epoch where `time` is local text."""

_FIGURES = frozenset({"param1", "param2", "param3", "entpos", "expos", "htime", "ttime"})
_HEAD = 64
_DATA_PARTS = re.compile(r"data[1-9]|data")


def columns_of(header: tuple[str, ...]) -> dict[str, str] | None:
    """Which of our fields stands in which column, or None if this is no table of queue events."""
    known = {name.strip().lower(): name for name in header}
    gathered = {ours: _first(names, known) for ours, names in NAMES.items()}
    named = {ours: name for ours, name in gathered.items() if name is not None}
    return named if {"told_at", "callid", "event", "queue"} <= named.keys() else None


def header_of(head: bytes) -> tuple[tuple[str, ...], str] | None:
    """The header's columns and the delimiter, if the first line is the header of such a table; `head` is plain."""
    lines = [line.decode(errors="replace") for line in head.split(b"\n", 2)[:2]]
    line = lines[_lead(lines[0])] if len(lines) > 1 else lines[0]
    for delimiter in ",;\t|":
        header = tuple(next(csv.reader(io.StringIO(line), delimiter=delimiter), []))
        if columns_of(header) is not None:
            return header, delimiter
    return None


def _lead(first_line: str) -> int:
    """How many lines stand before the header: one where the first only says the delimiter for spreadsheets."""
    return int(stated_delimiter(first_line) is not None)


def load_rows(
    con: DuckDBPyConnection,
    text: Plain,
    header: tuple[str, ...],
    delimiter: str,
    limit: int | None,
) -> None:
    """Append the fields of every row of a CSV or TSV export, in order."""
    options = f"delim = '{delimiter}', quote = '\"', escape = '\"', header = true"
    with opened(Path(text.path)) as file:
        options += f", skip = {_lead(file.readline(_HEAD).decode(errors='replace'))}"
    options += ", nullstr = ['\\N', 'NULL']"
    names = tuple(f"c{n}" for n in range(len(header)))
    at = dict(zip(header, names, strict=True))
    top = "" if limit is None else f"LIMIT {limit}"
    source = f"(SELECT * FROM {csv_call(text, names, options)} {top})"
    con.execute(f"INSERT INTO {FIELDS} SELECT {selection(header, at)} FROM {source}")


def selection(header: tuple[str, ...], at: Mapping[str, str]) -> str:
    """SQL: our fields out of the table's columns; `at` gives each header name its SQL name."""
    named = columns_of(header)
    assert named is not None, "only a table of queue events gets here"
    head = [_column(named, at, ours) for ours in NAMES]
    return ", ".join([*head, *_data(header, at, at[named["event"]])])


def numbered_rows(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record after the header with the number of its (last) line."""
    with plain_bytes(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        reader = csv.reader(text, delimiter=delimiter)
        if _lead(delimiter.join(next(reader, []))):
            next(reader, None)
        while (record := _next(reader)) is not None:
            if record:
                yield reader.line_num, record


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next record; of one too long only so much as shows that it is. None at the end."""
    try:
        return next(reader, None)
    except csv.Error:
        return ["?" * (LONGEST_LINE + 1)]


def _data(header: tuple[str, ...], at: Mapping[str, str], event: str) -> list[str]:
    lower = {name.strip().lower(): at[name] for name in header}
    if lower.keys() >= _FIGURES:
        return _from_figures(lower, event)
    parts = [lower[name] for name in sorted(lower) if _DATA_PARTS.fullmatch(name)]
    if not parts:
        return ["NULL"] * len(DATA)
    # Five columns hold the six fields of a linked transfer: the last keeps the rest, parted by "|".
    *whole, last = parts[: len(DATA)]
    rest = (f"split_part({last}, '|', {n})" for n in range(1, len(DATA) - len(whole) + 1))
    return [*whole, *rest]


def _from_figures(at: Mapping[str, str], event: str) -> list[str]:
    """The seven figure columns of some loggers, put where the file form has them."""
    places = {
        EventRole.ENTER: ("''", at["param1"], at["entpos"]),
        EventRole.CONNECT: (at["htime"], at["param2"], at["param3"]),
        EventRole.OFFER: (at["htime"],),
        EventRole.OUTBOUND: (at["param1"], at["param2"], at["param3"], at["htime"], at["ttime"]),
        EventRole.KEPT: (at["param1"], at["param2"], at["param3"]),
    }
    ends = {
        "COMPLETE": (at["htime"], at["ttime"], at["entpos"]),
        "TRANSFER": ("''", "''", at["htime"], at["ttime"], at["entpos"]),
        "LEAVE": (at["expos"], at["entpos"], at["htime"]),
        "KEY": (at["param1"], at["expos"], at["entpos"], at["htime"]),
    }
    return [_figure(n, event, places, ends) for n in range(len(DATA))]


def _figure(
    n: int,
    event: str,
    places: Mapping[EventRole, tuple[str, ...]],
    ends: Mapping[str, tuple[str, ...]],
) -> str:
    arms: dict[str, list[str]] = {}
    for name in dict.fromkeys(e.name for e in EVENTS):
        role = next(e.role for e in EVENTS if e.name == name)
        place = places.get(role) or ends.get(_end_of(name, role)) or places[EventRole.KEPT]
        arms.setdefault(place[n] if n < len(place) else "NULL", []).append(name)
    cases = (
        f"WHEN {event} IN ({', '.join(repr(n) for n in names)}) THEN {value}"
        for value, names in arms.items()
    )
    default = places[EventRole.KEPT][n] if n < len(places[EventRole.KEPT]) else "NULL"
    return f"CASE {' '.join(cases)} ELSE {default} END"


def _end_of(name: str, role: EventRole) -> str:
    if role == EventRole.DONE:
        return "COMPLETE" if name.startswith("COMPLETE") else "TRANSFER"
    if role == EventRole.LEAVE:
        return "KEY" if name == "EXITWITHKEY" else "LEAVE"
    return ""


def _column(named: Mapping[str, str], at: Mapping[str, str], ours: str) -> str:
    return at[named[ours]] if ours in named else "NULL"


def _first(names: tuple[str, ...], known: Mapping[str, str]) -> str | None:
    return next((known[name] for name in names if name in known), None)
