"""What is wrong with a row of a room, in one sentence; a row that is refused costs the others nothing."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from willet.core.records import EvidenceKind, Message, saying
from willet.core.sources.rooms.rows import About, RoomRow, Value
from willet.core.sources.rooms.tables import FREE, NEEDED, OFFERED, given_columns
from willet.core.sources.years import FIRST_YEAR, LAST_YEAR

NO_NAME = saying("room_row.name", "a row has the name of its room and an id of its own")
NO_REVISION = saying("room_row.revision", "wordings of a row are counted from 1")
NO_TABLE = saying("room_row.table", "rooms have rows for %(tables)s")
NO_COLUMN = saying("room_row.column", "a room gives columns of %(table)s: %(columns)s")
LACKING = saying("room_row.lacking", "a row of %(table)s needs it")
NO_MOMENT = saying(
    "room_row.moment", "a time names its zone, and lies between the years %(first)s and %(last)s"
)
NO_VALUE = saying("room_row.value", "this column of %(table)s holds %(type)s")
NO_EVIDENCE = saying("room_row.evidence", "evidence that a room can give is one of %(kinds)s")
NO_CALL = saying(
    "room_row.about",
    "a row of %(table)s names one of: a call (source, call_id and at), a contact (contact_id), a case (case_ref)",
)
SPEAKS_OF_NONE = saying("room_row.free", "a row of %(table)s speaks of no call")

_LONGEST = 10_000
_HALF = re.compile("[\ud800-\udfff]")
_WHOLE = {"BIGINT": (-(2**63), 2**63 - 1), "UINTEGER": (0, 2**32 - 1), "USMALLINT": (0, 65_535)}
_GIVEN = [EvidenceKind.CUSTOMER, EvidenceKind.AUDIT, EvidenceKind.DISPOSITION]
"""That nobody came back is seen, not said."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a row: the field, its value and the rule."""

    field: str
    value: object
    rule: Message


def fault_of(row: RoomRow) -> Fault | None:
    """The first thing that is wrong with a row; None where it can be landed."""
    return next(_faults(row), None)


def _faults(row: RoomRow) -> Iterator[Fault]:
    if not (_is_text(row.room) and _is_text(row.id)):
        yield Fault("id", f"{row.room}:{row.id}", NO_NAME())
    if not _is_whole(row.revision, 1, 2**32 - 1):
        yield Fault("revision", row.revision, NO_REVISION())
    if row.table not in OFFERED:
        yield Fault("table", row.table, NO_TABLE(tables=", ".join(OFFERED)))
        return
    if not _is_moment(row.written_at):
        yield Fault("written_at", row.written_at, _moment())
    if not row.gone:
        yield from _about(row)
        yield from _values(row)


def _about(row: RoomRow) -> Iterator[Fault]:
    about = row.about
    if row.table in FREE:
        if about is not None:
            yield Fault("about", about, SPEAKS_OF_NONE(table=row.table))
        return
    if about is None or not _names_one(about):
        yield Fault("about", about, NO_CALL(table=row.table))
    elif about.at is not None and not _is_moment(about.at):
        yield Fault("about.at", about.at, _moment())


def _names_one(about: About) -> bool:
    texts = (about.source, about.call_id, about.pbx, about.leg, about.agent)
    if any(t is not None and not _is_text(t) for t in (*texts, about.contact_id, about.case_ref)):
        return False
    if (about.call_id is not None) + (about.contact_id is not None) + (
        about.case_ref is not None
    ) != 1:
        return False
    return about.call_id is None or (about.source is not None and about.at is not None)


def _values(row: RoomRow) -> Iterator[Fault]:
    columns = given_columns(row.table)
    for name, value in row.values.items():
        if name not in columns:
            shown = ", ".join(columns)
            yield Fault(name, value, NO_COLUMN(table=row.table, columns=shown))
        elif value is not None and not _fits(value, columns[name]):
            yield Fault(name, value, _rule_of(row.table, columns[name]))
    for name in NEEDED[row.table]:
        if row.values.get(name) in (None, ""):
            yield Fault(name, "", LACKING(table=row.table))
    if row.table == "outcomes" and row.values.get("kind") not in _GIVEN:
        yield Fault("kind", row.values.get("kind"), NO_EVIDENCE(kinds=", ".join(_GIVEN)))


def _fits(value: Value, type_: str) -> bool:
    match type_:
        case "VARCHAR" | "VARCHAR[]":
            listed = value if type_ == "VARCHAR[]" else (value,)
            return isinstance(listed, tuple) and all(map(_is_text, listed))
        case "BOOLEAN":
            return isinstance(value, bool)
        case "TIMESTAMP":
            return _is_moment(value)
        case "DATE":
            return _is_day(value)
        case "DOUBLE":
            return _is_number(value)
    return _is_whole(value, *_WHOLE[type_])


def _rule_of(table: str, type_: str) -> Message:
    return _moment() if type_ == "TIMESTAMP" else NO_VALUE(table=table, type=type_)


def _moment() -> Message:
    return NO_MOMENT(first=str(FIRST_YEAR), last=str(LAST_YEAR))


def _is_text(value: object) -> bool:
    """A text of reasonable length, without NUL and without half characters, which nothing further on can encode."""
    known = isinstance(value, str) and 0 < len(value) <= _LONGEST and "\0" not in value
    return known and not _HALF.search(str(value))


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_moment(value: object) -> bool:
    known = isinstance(value, datetime) and value.utcoffset() is not None
    return known and isinstance(value, datetime) and _is_day(value.date())


def _is_day(value: object) -> bool:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return is_day and isinstance(value, date) and FIRST_YEAR <= value.year <= LAST_YEAR
