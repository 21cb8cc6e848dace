"""Whether a call is the one of a contact, told by the contact's own id: what `fits` says of rows, without the lake."""

from datetime import datetime

from willet.core.cases.joining.fits import AFTER, BEFORE
from willet.core.sources.rooms.rows import About


def is_call_of(about: About, contact_id: str, arrived_at: datetime) -> bool:
    """Whether a call, named by source, id and the moment it was connected, is that of a contact.

    An id that starts again another month, or at another phone system of the source, is another call.

    Args:
        about: The call; `at` with a zone.
        contact_id: Of the contact in the lake.
        arrived_at: When the contact arrived, with a zone.
    """
    name, _sign, call_id = contact_id.partition(":")
    source, _at, pbx = name.partition("@")
    if about.call_id != call_id or about.at is None or about.source not in {name, source}:
        return False
    is_near = about.at - BEFORE <= arrived_at <= about.at + AFTER
    return is_near and pbx in {"", about.pbx or pbx}
