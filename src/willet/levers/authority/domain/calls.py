"""The contact of each row of the ledger, and what a reader calls it: what it was about, and when it came."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from willet.figures.domain.asking import Reading
from willet.levers.authority.models import LedgerRow
from willet.lists.domain.labels import label
from willet.ui.zones import centre_zone

_JOINED = """
SELECT row_id, contact_id FROM room_joins JOIN (SELECT unnest($ids::VARCHAR[]) AS row_id) USING (row_id)
WHERE state = 'joined' AND room LIKE 'authority.%'
"""
_CALLS = "SELECT contact_id, arrived_at, topic, queue FROM contacts WHERE list_contains($ids, contact_id)"


class CallName(NamedTuple):
    """Its topic, or else its queue, in the reader's language, empty if unknown; its moment by the centre's clock."""

    contact_id: str
    about: str
    at: datetime


def contacts_of(rows: Iterable[LedgerRow], reading: Reading | None) -> dict[str, str]:
    """Id of a row -> its contact: the one that it joined, where that is open to the reader, else the one that it names.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    named = {str(row.pk): row.contact_id for row in rows}
    if reading is not None and named:
        named |= dict(reading.rows(_JOINED, {"ids": list(named)}))
    return {pk: contact_id for pk, contact_id in named.items() if contact_id}


def calls_of(contacts: Mapping[str, str], reading: Reading | None) -> dict[str, CallName]:
    """Id of a row -> the name of its contact, of the `contacts` of rows that are open to the reader.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    ids = sorted(set(contacts.values()))
    if reading is None or not ids:
        return {}
    zone = centre_zone()
    names = {
        contact_id: CallName(
            contact_id, _about(topic, queue), at.replace(tzinfo=UTC).astimezone(zone)
        )
        for contact_id, at, topic, queue in reading.rows(_CALLS, {"ids": ids})
    }
    return {pk: names[contact_id] for pk, contact_id in contacts.items() if contact_id in names}


def _about(topic: str | None, queue: str | None) -> str:
    if topic:
        return label("topic", topic)
    return label("queue", queue) if queue else ""
