"""What a room invents for the demo: each lists its own verbs in `INVENT`, in a module `invented`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class InventedCall:
    """A call of the invented centre that an agent took, with what is true of it and the records do not show."""

    contact_id: str
    customer_key: str
    """In digits; empty where nobody knows who called."""
    arrived_at: datetime
    queue: str
    agent: str
    team: str
    topic: str
    language: str
    cause: str
    solved: bool
    """The truth."""
    feeling: int
    """How content the customer is, 1 to 5, asked or not."""
    word: int
    """What the agent says: 1 solved, 0 not, below that nothing."""


@dataclass(frozen=True, slots=True)
class InventedCentre:
    """Its calls, the oldest first, the moment they end, and the accounts of the demo by role."""

    calls: Sequence[InventedCall]
    ends: datetime
    people: dict[str, Any]


Invent: TypeAlias = Callable[[InventedCentre], None]
