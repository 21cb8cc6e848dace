"""What a reader calls the call of a row: what it was about, and when it came."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from willet.figures.domain.asking import Reading
from willet.levers.authority.models import LedgerRow
from willet.lists.domain.labels import label
from willet.ui.zones import centre_zone

_CALLS = "SELECT contact_id, arrived_at, topic, queue FROM contacts WHERE list_contains($ids, contact_id)"


class CallName(NamedTuple):
    """Its topic, or else its queue, in the reader's language, empty if unknown; its moment by the centre's clock."""

    about: str
    at: datetime


def calls_of(rows: Iterable[LedgerRow], reading: Reading | None) -> dict[str, CallName]:
    """The id of each row's contact that is open to the reader -> its name.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    ids = sorted({row.contact_id for row in rows if row.contact_id})
    if reading is None or not ids:
        return {}
    zone = centre_zone()
    return {
        contact_id: CallName(_about(topic, queue), at.replace(tzinfo=UTC).astimezone(zone))
        for contact_id, at, topic, queue in reading.rows(_CALLS, {"ids": ids})
    }


def _about(topic: str | None, queue: str | None) -> str:
    if topic:
        return label("topic", topic)
    return label("queue", queue) if queue else ""
