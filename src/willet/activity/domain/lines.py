"""Entries as JSON lines for a log collector: who by their account, what by its kind and id, no name and no value.

What has left the house cannot be erased, so nothing leaves that would have to be.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date

from willet.activity.domain.searching import between
from willet.activity.models import ActivityEntry


def lines(*, first: date | None, last: date | None) -> Iterator[str]:
    """One object per entry of these days of UTC, both within, oldest first."""
    entries = ActivityEntry.objects.filter(between(first, last)).order_by("number")
    for entry in entries.iterator(chunk_size=2000):
        yield _line(entry)


def _line(entry: ActivityEntry) -> str:
    who = {"kind": entry.who_kind, "id": entry.who_id, "role": entry.who_role}
    shown = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(),
        "who": who,
        "act": entry.act,
        "kind": entry.kind,
        "id": entry.thing_id,
        "fields": [change["name"] for change in entry.fields],
        "hash": entry.hash,
        "link": entry.link,
    }
    return json.dumps(shown, ensure_ascii=False)
