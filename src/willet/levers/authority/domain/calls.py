"""What a reader calls the call of a row: when it came, and what it was about."""

from collections.abc import Iterable
from datetime import UTC

from willet.figures.domain.asking import Reading
from willet.levers.authority.models import LedgerRow
from willet.lists.domain.labels import label
from willet.ui import formats
from willet.ui.zones import centre_zone

_CALLS = "SELECT contact_id, arrived_at, topic, queue FROM contacts WHERE list_contains($ids, contact_id)"


def calls_of(rows: Iterable[LedgerRow], reading: Reading | None) -> dict[str, str]:
    """The id of each row's contact that is open to the reader -> its moment, and its topic or else its queue.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    ids = sorted({row.contact_id for row in rows if row.contact_id})
    if reading is None or not ids:
        return {}
    calls, zone = dict[str, str](), centre_zone()
    for contact_id, arrived_at, topic, queue in reading.rows(_CALLS, {"ids": ids}):
        about = label("topic", topic) if topic else label("queue", queue) if queue else ""
        moment = formats.moment(arrived_at.replace(tzinfo=UTC).astimezone(zone))
        calls[contact_id] = f"{moment} · {about}" if about else moment
    return calls
