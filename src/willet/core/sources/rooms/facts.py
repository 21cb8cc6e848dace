"""What a room offers the lake: rows of one table, asked for by when they were written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from willet.core.sources.rooms.rows import RoomRow


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of one table of the lake that a room keeps; `room` of each is the name of this offer.

    `changed_since` gives every row written down at or after a moment, of all time where it is None, wordings that
    newer ones replaced among them or not. It may give more, and any row again: what the lake has changes nothing.
    """

    name: str
    table: str
    changed_since: Callable[[datetime | None], Iterable[RoomRow]]
