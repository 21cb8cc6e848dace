"""The contact that somebody means by an id on a page: of a contact, or of a case, whose last contact it then is."""

from willet.figures.domain.asking import Reading
from willet.figures.domain.named import NOT_OPEN
from willet.levers.authority.domain.refusals import AuthorityError
from willet.levers.authority.domain.wishes import WishSubject

_CONTACT = "SELECT contact_id, customer_key FROM contacts WHERE contact_id = $name"
_CASE = """
SELECT contact_id, customer_key FROM links WHERE case_id = $name
ORDER BY arrived_at DESC, contact_id DESC LIMIT 1
"""


def subject_named(reading: Reading | None, name: str) -> WishSubject:
    """The contact of this id, or the last one of the case of this id, of those open to the reader.

    Raises:
        AuthorityError: there is none.
        LakeError: a file of the lake cannot be read.
    """
    name = name.strip()
    for sql in (_CONTACT, _CASE) if reading is not None and name else ():
        assert reading is not None
        for contact_id, customer in reading.rows(sql, {"name": name}):
            return WishSubject(contact_id=contact_id, customer=customer)
    raise AuthorityError(NOT_OPEN(name=name[:100]))
