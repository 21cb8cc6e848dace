"""The rows of rooms that joined no contact: waiting for a source to tell of their call, or fit by two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from willet.core.lake import Snapshot

State = Literal["waiting", "ambiguous"]

_COUNT = """
SELECT count(*) FILTER (state = 'waiting'), count(*) FILTER (state = 'ambiguous') FROM room_joins
"""
_LIST = """
SELECT room, row_id, table_name, state, spoken_of, about_at, written_at, coalesce(fits, []) FROM room_joins
WHERE state IN ('waiting', 'ambiguous') ORDER BY state, written_at, room, row_id LIMIT $most
"""


@dataclass(frozen=True, slots=True)
class UnjoinedRow:
    """One row: where it stands, what it names, and the contacts that fit where there are two or more."""

    room: str
    row_id: str
    table: str
    state: State
    spoken_of: str
    about_at: datetime | None
    written_at: datetime
    fits: Sequence[str]


@dataclass(frozen=True, slots=True)
class Unjoined:
    """How many rows of rooms wait and how many fit two; and the first of them, ambiguous ones before."""

    waiting: int = 0
    ambiguous: int = 0
    first: Sequence[UnjoinedRow] = ()


def unjoined(snapshot: Snapshot, *, most: int = 100) -> Unjoined:
    """The rows of rooms that joined no contact.

    Raises:
        LakeError: the lake cannot be read.
    """
    if not snapshot.manifest.of("room_joins"):
        return Unjoined()
    with snapshot.reading() as con:
        waiting, ambiguous = con.execute(_COUNT).fetchall()[0]
        rows = con.execute(_LIST, {"most": most}).fetchall()
    return Unjoined(waiting, ambiguous, [UnjoinedRow(*row) for row in rows])
