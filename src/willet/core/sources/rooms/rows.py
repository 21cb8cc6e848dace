"""One row of a room: what was done, in columns of a table of the lake, and which call it speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

Value = str | int | float | bool | datetime | date | tuple[str, ...] | None

BY_HAND: Final = "hand"
"""Stands for the source of a call that somebody wrote down. No source tells of it: what was done in such a call stays
in its room until the contact is known, and names that one then."""


@dataclass(frozen=True, slots=True)
class About:
    """Which contact a row speaks of: a call by the ids frozen when it was connected, a contact, or a case.

    Exactly one of `call_id`, `contact_id` and `case_ref` is given. A call needs its `source` and `at`, when it was
    connected; with a contact `at` is its arrival, where that is known. `leg` is one channel of the call, `agent`
    the one who was connected.
    """

    source: str | None = None
    call_id: str | None = None
    pbx: str | None = None
    leg: str | None = None
    agent: str | None = None
    at: datetime | None = None
    contact_id: str | None = None
    case_ref: str | None = None


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One wording of one thing that somebody did in a room.

    `room` and `id` name the thing for good, `revision` counts its wordings from 1: the newest counts. `written_at`
    is when this wording was written down. `values` are columns of `table`, a table of the lake; what they leave out
    of queue, team, topic and the like is that of the contact. `gone` takes the thing back.
    """

    room: str
    table: str
    id: str
    revision: int
    written_at: datetime
    values: Mapping[str, Value] = field(default_factory=dict)
    about: About | None = None
    gone: bool = False
