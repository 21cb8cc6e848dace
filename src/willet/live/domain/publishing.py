"""Publishes an event once what it tells of is certain, and sweeps those that nobody needs any more."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from willet.live.hub import HUB
from willet.live.models import LiveEvent
from willet.store.turns import take_turn

KEPT: Final = timedelta(minutes=10)
"""How long a browser may be away and still be told of all it missed."""
LARGEST: Final = 1000
"""Characters of a payload as JSON: an event says what to look at, not what is seen there."""
_SWEEP_EVERY: Final = 200


def publish(topic: str, payload: Mapping[str, Any], audience: str) -> None:
    """Tell those who are listening; within a transaction when it is committed, and not at all if it is not.

    In SQLite a transaction holds the whole database, so the event is a part of it: neither is there without the other,
    and their numbers follow the order of commits by themselves.

    Args:
        topic: What it is about: the name of a `Topic` that a room offers.
        payload: A little JSON without personal data; `about` names the thing that pages listen for, `go` the
            address that a page which waits for it opens at once.
        audience: For whom, as the topic's predicate reads it.

    Raises:
        ValueError: the payload is too large, or no JSON.
    """
    text = json.dumps(payload)
    if len(text) > LARGEST:
        raise ValueError(f"an event of {topic} carries {len(text)} characters, at most {LARGEST}")
    event = LiveEvent(topic=topic, payload=json.loads(text), audience=audience)
    if connection.in_atomic_block and connection.vendor == "sqlite":
        _append(event)
        transaction.on_commit(HUB.stir, robust=True)
    else:
        # A store that fails now must not undo, or seem to undo, what is already done.
        transaction.on_commit(lambda: _append_alone(event), robust=True)


def _append_alone(event: LiveEvent) -> None:
    with transaction.atomic():
        # Numbers follow the order of commits, so that whoever has read up to one has missed none before it.
        take_turn("live events")
        _append(event)
    HUB.stir()


def _append(event: LiveEvent) -> None:
    event.save(force_insert=True)
    if event.pk % _SWEEP_EVERY == 0:
        sweep()


def sweep() -> int:
    """Remove events older than `KEPT`, and say how many those were."""
    removed, _by_table = LiveEvent.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return removed
