"""What a room invents for the demo, in a module `invented`: verbs in `INVENT`, and in `FINISH` those that come after.

The first write what people did; once that is in the lake, the second do what the worker would have done by then.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
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
    """Its calls, the oldest first, the moment they end, and the accounts of the demo by role.

    `trials`: what is tried on whom, by the name the simulator gives it: agent -> first day, None for never.
    """

    calls: Sequence[InventedCall]
    ends: datetime
    people: dict[str, Any]
    trials: Mapping[str, Mapping[str, date | None]] = field(default_factory=dict)


Invent: TypeAlias = Callable[[InventedCentre], None]
