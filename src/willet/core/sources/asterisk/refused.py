"""Rows that could not be read, found again in their files: the line, the field, the value, the rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from willet.core.records import Message, Reject, RejectLog, masked, saying
from willet.core.records.rejects import most_kept
from willet.core.sources.asterisk.events import variant_of
from willet.core.sources.asterisk.fields import COLUMNS, FIELDS, Loaded
from willet.core.sources.asterisk.landing import FAULTS
from willet.core.sources.asterisk.lines import numbered_lines
from willet.core.sources.asterisk.rows import numbered_rows
from willet.core.sources.long_lines import LONGEST_LINE

_LENGTH = saying("event.line_length", "a line has at most %(most)s bytes")(most=str(LONGEST_LINE))
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row of the fields table that broke a rule, as text."""

    row: int
    fault: str
    value: str


def refuse(con: DuckDBPyConnection, files: Sequence[Loaded], log: RejectLog) -> None:
    """Take the faulty rows out of `landed` and put them, and what was never readable, into the log."""
    faulty = _faulty(con)
    total = _total(con)
    rejects = [r for loaded in files for r in _rejects_of(loaded, faulty)]
    log.extend(rejects[: most_kept()], total=total + sum(f.unreadable for f in files))
    if total:
        con.execute("DELETE FROM landed WHERE fault IS NOT NULL")
    for name in ("fault", "row_no", "is_negative"):
        con.execute(f"ALTER TABLE landed DROP COLUMN {name}")


def line_of(loaded: Loaded, place: int) -> int:
    """The line in its file on which a readable row stands, given its place among these from 0."""
    return next(line for line, at, broken in _numbered(loaded) if at == place and broken is None)


def _total(con: DuckDBPyConnection) -> int:
    row = con.execute("SELECT count(fault) FROM landed").fetchone()
    assert row is not None, "a count is one row"
    return int(row[0])


def _faulty(con: DuckDBPyConnection) -> list[Faulty]:
    texts = ", ".join(f"COALESCE({c}, '')" for c in COLUMNS)
    rows = con.execute(
        f"""SELECT l.row_no, l.fault, [{texts}], f.told_at, {_figure("wait")}, {_figure("talk")},
            {_figure("ring")}, {_figure("score")}
        FROM (SELECT row_no, fault FROM landed WHERE fault IS NOT NULL ORDER BY row_no LIMIT {most_kept()}) l
        JOIN {FIELDS} f ON f.rowid = l.row_no
        LEFT JOIN asterisk_events e ON e.name = f.event AND e.variant =
            {variant_of("f")}
        ORDER BY l.row_no"""
    ).fetchall()
    return [_shown(*row) for row in rows]


def _figure(what: str) -> str:
    arms = " ".join(f"WHEN {n} THEN f.d{n}" for n in range(1, 6))
    return f"COALESCE(CASE e.{what} {arms} END, '')"


def _shown(row: int, fault: str, fields: list[str], text: str | None, *figures: str) -> Faulty:
    """Times as they are; every other value by its shape, for a shifted field may hold a caller's number."""
    if fault in ("time", "gap"):
        return Faulty(row, fault, (text or "")[:_SHOWN])
    named = dict(zip(("wait", "talk", "ring", "score"), figures, strict=True))
    line = "|".join(fields).rstrip("|")
    return Faulty(row, fault, masked(named.get(fault, fields[1] if fault == "callid" else line)))


def _rejects_of(loaded: Loaded, faulty: Sequence[Faulty]) -> list[Reject]:
    """The file's rejects in the order of its lines; the file is read again only if it has any."""
    mine = {
        f.row - loaded.first_row: f for f in faulty if loaded.first_row <= f.row < loaded.after_row
    }
    if not mine and not loaded.unreadable:
        return []
    gathered: list[Reject] = []
    for line, row, broken in _numbered(loaded):
        if broken is not None:
            gathered.append(Reject(loaded.path.name, line, "line", broken[0], broken[1]))
        elif row in mine:
            fault = mine.pop(row)
            gathered.append(Reject(loaded.path.name, line, *_named(fault)))
        if len(gathered) == most_kept() or (not mine and not loaded.unreadable):
            break
    return gathered


def _named(faulty: Faulty) -> tuple[str, str, Message]:
    name, rule = FAULTS[faulty.fault]
    return name, faulty.value, rule()


def _numbered(loaded: Loaded) -> Iterator[tuple[int, int, tuple[str, Message] | None]]:
    """Each row's line, its place among the readable rows, and what is wrong with its length, if anything is."""
    place = 0
    for line, raw in _raw_rows(loaded):
        broken = _broken(raw)
        yield line, place, broken
        place += broken is None


def _raw_rows(loaded: Loaded) -> Iterator[tuple[int, bytes]]:
    if not loaded.header:
        yield from numbered_lines(loaded.path)
        return
    if loaded.is_database:
        yield from ((n + 1, b"") for n in range(loaded.rows))
        return
    for line, record in numbered_rows(loaded.path, loaded.delimiter):
        yield line, loaded.delimiter.join(record).encode()


def _broken(raw: bytes) -> tuple[str, Message] | None:
    if len(raw) <= LONGEST_LINE:
        return None
    return masked(raw[:_SHOWN].decode(errors="replace")), _LENGTH
