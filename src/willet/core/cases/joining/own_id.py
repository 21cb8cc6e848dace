"""Whether a call is the one of a contact, told by the contact's own id: what `fits` says of rows, without the lake.

An id that starts again another month, or at another phone system of the source, is another call.
"""

from datetime import datetime
from typing import Final

from willet.core.cases.joining.fits import AFTER, BEFORE, NEAR_AFTER, NEAR_BEFORE
from willet.core.lake.erased import Forgotten, Scope
from willet.core.records.contact_ids import contact_id_of
from willet.core.sources.rooms.rows import About

SAME_CALL: Final = BEFORE
"""An id that comes again later than so is another call: phone systems count from the start again."""


def is_call_of(
    about: About, contact_id: str, arrived_at: datetime, *, written_at: datetime | None = None
) -> bool:
    """Whether a call, named by source, id and the moment it was connected, is that of a contact.

    Args:
        about: The call, or a contact that it was known as; `at` with a zone.
        contact_id: Of the contact in the lake.
        arrived_at: When the contact arrived, with a zone.
        written_at: When a row was written that names a contact and no moment of it, with a zone: one near it is meant.
    """
    if not _is_then(about, arrived_at, written_at):
        return False
    if about.contact_id is not None:
        return about.contact_id == contact_id
    name, _sign, call_id = contact_id.partition(":")
    source, _at, pbx = name.partition("@")
    return (
        about.call_id == call_id
        and about.source in {name, source}
        and pbx in {"", about.pbx or pbx}
    )


def _is_then(about: About, arrived_at: datetime, written_at: datetime | None) -> bool:
    if about.at is not None:
        return about.at - BEFORE <= arrived_at <= about.at + AFTER
    if about.contact_id is None or written_at is None:
        return False
    return written_at - NEAR_BEFORE <= arrived_at <= written_at + NEAR_AFTER


def is_call_of_erased(about: About, gone: Forgotten, *, written_at: datetime | None = None) -> bool:
    """Whether a call was one of a customer who was erased, by its ids and the moment alone.

    Args:
        about: The call, or a contact that it was known as; `at` with a zone.
        gone: Who was erased.
        written_at: As `is_call_of` takes it.
    """
    return any(
        is_call_of(about, contact, arrived_at, written_at=written_at)
        for scope, contact in _contacts_of(about)
        for arrived_at in gone.arrivals_of(scope, contact)
    )


def _contacts_of(about: About) -> list[tuple[Scope, str]]:
    """The contacts that a call may be; where its phone system is not known, one of any."""
    if about.contact_id is not None:
        return [("contact", about.contact_id)]
    known = contact_id_of(about.source or "", about.call_id or "")
    if about.pbx is None:
        return [("contact", known), ("call", known)]
    of_pbx = contact_id_of(f"{about.source}@{about.pbx}", about.call_id or "")
    return [("contact", known), ("contact", of_pbx)]
