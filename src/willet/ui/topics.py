"""What live events are about, as rooms offer it: a room names its topics as `TOPICS` in its `topics.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MayHear = Callable[[Any, str], bool]
"""Whether this person may hear of an event for this audience."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of event, and who may hear of it. The question is put for each event and each reader: keep it cheap."""

    name: str
    may_hear: MayHear
