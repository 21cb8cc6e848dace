"""Who may hear of an event: asked of its topic, for each event and each person anew."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from willet.ui.offers import offers
from willet.ui.topics import MayHear

log = logging.getLogger(__name__)


class Happening(Protocol):
    """What rights ask of an event."""

    pk: int
    at: datetime
    topic: str
    audience: str
    payload: dict[str, Any]


def topics() -> dict[str, MayHear]:
    """Every topic that a room offers, and its question."""
    return {topic.name: topic.may_hear for topic in offers("topics", "TOPICS")}


def heard_by(
    event: Happening, people: Iterable[Any], questions: Mapping[str, MayHear]
) -> Iterator[Any]:
    """Those of these people who may hear of it; of a topic that nobody offers, nobody."""
    may_hear = questions.get(event.topic)
    if may_hear is None:
        log.warning("an event of the topic %r, which no room offers", event.topic)
        return
    for person in people:
        try:
            if may_hear(person, event.audience):
                yield person
        except Exception:
            # Closed by default: who cannot be asked about hears nothing.
            log.exception("whether an event of %r may be heard could not be asked", event.topic)
