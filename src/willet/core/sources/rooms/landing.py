"""Rows of rooms as landed rows: checked, their columns as one text, each thing with a key."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import blake2b, sha256
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.records import Reject, RejectLog
from willet.core.records.rejects import SHOWN_CHARS
from willet.core.sources.rooms.checks import Fault, fault_of
from willet.core.sources.rooms.rows import About, RoomRow, Value

LANDED: Mapping[str, str] = {
    "room": "VARCHAR",
    "row_id": "VARCHAR",
    "revision": "UINTEGER",
    "gone": "BOOLEAN",
    "table_name": "VARCHAR",
    "content": "VARCHAR",
    "written_at": "TIMESTAMP",
    "source": "VARCHAR",
    "pbx": "VARCHAR",
    "call_id": "VARCHAR",
    "leg": "VARCHAR",
    "agent": "VARCHAR",
    "about_at": "TIMESTAMP",
    "contact_id": "VARCHAR",
    "case_ref": "VARCHAR",
    "content_hash": "VARCHAR",
    "row_key": "UBIGINT",
}
"""`row_key` is of the thing that all wordings are of, `content_hash` of this wording: that one stays when the
content goes."""

_BATCH = 10_000
_NOBODY = About()


@dataclass(slots=True)
class HandedRows:
    """What became of rows handed in: how many landed, which were refused."""

    rows: int = 0
    rejects: RejectLog = field(default_factory=RejectLog)

    @property
    def landed(self) -> int:
        """How many rows are sound."""
        return self.rows - self.rejects.total


def land(con: DuckDBPyConnection, rows: Iterable[RoomRow]) -> HandedRows:
    """Fill the temp table `landed` with the rows that are sound."""
    columns = ", ".join(f"{name} {type_}" for name, type_ in LANDED.items())
    con.execute(f"CREATE OR REPLACE TEMP TABLE landed ({columns}, part DATE)")
    handed, batch = HandedRows(), list[tuple[Any, ...]]()
    for row in rows:
        handed.rows += 1
        fault = fault_of(row)
        if fault is not None:
            handed.rejects.add(_reject(row, handed.rows, fault))
            continue
        batch.append(_landed(row))
        if len(batch) >= _BATCH:
            _insert(con, batch)
            batch.clear()
    _insert(con, batch)
    return handed


def _reject(row: RoomRow, number: int, fault: Fault) -> Reject:
    where, value = f"{row.room}:{row.id}", str(fault.value)[:SHOWN_CHARS]
    return Reject(_encodable(where), number, fault.field, _encodable(value), fault.rule)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _insert(con: DuckDBPyConnection, batch: list[tuple[Any, ...]]) -> None:
    if not batch:
        return
    types = {**LANDED, "part": "DATE"}
    texts = [list(map(_text, column)) for column in zip(*batch, strict=True)]
    shown = ", ".join(
        f"CAST(unnest(${n}::VARCHAR[]) AS {type_})" for n, type_ in enumerate(types.values(), 1)
    )
    con.execute(f"INSERT INTO landed SELECT {shown}", texts)


def _landed(row: RoomRow) -> tuple[Any, ...]:
    about = (None if row.gone else row.about) or _NOBODY
    content = None if row.gone else _content(row.values)
    written = _utc(row.written_at)
    at = _utc(about.at) if about.at else None
    named = (about.source, about.pbx, about.call_id, about.leg, about.agent, at)
    seen = (row.table, content, str(written), *map(str, (*named, about.contact_id, about.case_ref)))
    return (
        row.room,
        row.id,
        row.revision,
        row.gone,
        row.table,
        content,
        written,
        *named,
        about.contact_id,
        about.case_ref,
        sha256(json.dumps(seen).encode()).hexdigest()[:32],
        _key(row.room, row.id),
        _part(row),
    )


def _part(row: RoomRow) -> date:
    """The day of the call, else of the wording, UTC: rows of one day are folded together."""
    at = row.about.at if row.about and row.about.at else row.written_at
    return _utc(at).date()


def _key(room: str, row_id: str) -> int:
    named = json.dumps([room, row_id]).encode()
    return int.from_bytes(blake2b(named, digest_size=8).digest(), "big")


def _content(values: Mapping[str, Value]) -> str:
    given = {name: _plain(value) for name, value in values.items() if value is not None}
    return json.dumps(given, sort_keys=True, ensure_ascii=False)


def _plain(value: Value) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else _text(value)


def _text(value: object) -> str | None:
    """A value as DuckDB reads it back."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{_utc(value):%Y-%m-%d %H:%M:%S.%f}"
    return repr(value) if isinstance(value, float) else str(value)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
