"""Whether what somebody names by its ids (a contact, a case, a call) is open to them: asked before anything is kept.

Whoever sees every row may also name what no source told of yet. To all others that is closed: it may turn out to be
a call of somebody else.
"""

from collections.abc import Collection
from typing import Final

from willet.core.cases.joining import contacts_fitting
from willet.core.records import saying
from willet.core.sources.rooms import About
from willet.figures.domain.asking import Reading, read_lake
from willet.people.visibility import Visibility

NOT_OPEN: Final = saying(
    "contact_not_open",
    "There is no contact or case “%(name)s” that is open to you. Copy the id from its page.",
)
_CASE: Final = "SELECT 1 FROM contacts WHERE case_ref = $name LIMIT 1"
_CONTACTS: Final = "SELECT count(*) FROM contacts WHERE list_contains($ids, contact_id)"


def is_open(about: About, visibility: Visibility) -> bool:
    """Whether a reader may say something of what a row names: a case as soon as one of its contacts is open to them.

    Where several contacts fit the ids of a call, each of them has to be.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if visibility.everyone:
        return True
    reading = read_lake(visibility)
    if reading is None:
        return False
    if about.case_ref is not None:
        return bool(reading.rows(_CASE, {"name": about.case_ref}))
    fitting = contacts_fitting(reading.snapshot, about)
    return bool(fitting) and _open_of(reading, fitting) == len(fitting)


def name_of(about: About) -> str:
    """The id that somebody named, for a sentence that refuses it."""
    return (about.contact_id or about.case_ref or about.call_id or "")[:100]


def _open_of(reading: Reading, contacts: Collection[str]) -> int:
    return int(reading.rows(_CONTACTS, {"ids": list(contacts)})[0][0])
