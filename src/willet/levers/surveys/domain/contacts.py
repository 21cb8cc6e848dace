"""The contact that an invitation asks about, as the records hold it now: by its own id, or by those of its call."""

from datetime import UTC

from willet.core.cases.joining import contacts_fitting, is_call_of
from willet.figures.domain.asking import Reading
from willet.levers.surveys.models import Invitation

_ARRIVED = "SELECT arrived_at FROM contacts WHERE contact_id = $contact"


def contact_of(reading: Reading, invitation: Invitation) -> str:
    """Its id; empty while the records do not tell of it, where two fit, and where the id began again since.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if not invitation.contact_id:
        fitting = contacts_fitting(reading.snapshot, invitation.about)
        return fitting[0] if len(fitting) == 1 else ""
    known = invitation.contact_id
    rows = reading.whole.rows(_ARRIVED, {"contact": known})
    about = invitation.about
    same = (is_call_of(about, known, at.replace(tzinfo=UTC)) for (at,) in rows if at)
    return known if any(same) else ""
