"""The names of one customer's calls: a budget per customer is one, whichever of them a grant was written down under.

A call begins under its phone system's id, is a contact once the records tell of it, and its caller may be known later
still, or under another key. The records say which names are those of one customer; so does a row that has two of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from willet.core.cases.joining import contacts_fitting
from willet.core.lake import Snapshot
from willet.core.records import LakeError
from willet.figures.domain.asking import Reading, read_lake
from willet.levers.authority.domain.wishes import WishSubject
from willet.levers.authority.models import LedgerRow
from willet.people.visibility import OPEN

ONE_CALL: Final = timedelta(hours=13)
"""An id of a phone system names the same call within it: it may wait for twelve hours, and clocks run apart by one."""
MOST: Final = 500
"""Of a customer's contacts the newest are looked at: who has more in a month is a test line."""
_PEOPLE: Final = """
SELECT DISTINCT customer_key FROM links
WHERE customer_key IS NOT NULL AND list_contains($contacts::VARCHAR[], contact_id)
UNION SELECT max_by(customer_key, (arrived_at, contact_id)) FROM links WHERE customer_key IS NOT NULL
    AND contact_id IN (SELECT contact_id FROM contacts WHERE $key::UBIGINT IN (customer_key, number_key, email_key))
"""
"""Who called, by the contacts; and whose key it is, as the newest contact with it says: a number may change hands."""
_CONTACTS: Final = f"""
SELECT c.contact_id, c.source, c.arrived_at, c.customer_key, c.number_key, c.email_key
FROM contacts c JOIN links l USING (contact_id)
WHERE list_contains($contacts::VARCHAR[], contact_id) OR list_contains($people::UBIGINT[], l.customer_key)
ORDER BY c.arrived_at DESC NULLS LAST, contact_id LIMIT {MOST}
"""
_CALLS: Final = """
SELECT source, coalesce(pbx, ''), call_id, arrived_at FROM call_ids
WHERE list_contains($contacts::VARCHAR[], contact_id)
"""


class PhoneId(NamedTuple):
    """A call by its phone system's id; `at` is about when it was."""

    source: str
    pbx: str
    call_id: str
    at: datetime

    def is_that_of(self, other: "PhoneId") -> bool:
        """Whether both name one call: an id comes again another day, and at another phone system."""
        same = (self.source, self.call_id) == (other.source, other.call_id)
        return same and _agree(self.pbx, other.pbx) and abs(self.at - other.at) <= ONE_CALL


@dataclass(frozen=True, slots=True)
class CustomerNames:
    """Under which names a customer and their calls stand: keys in digits, contacts, calls."""

    customers: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    calls: frozenset[PhoneId] = frozenset()

    def __or__(self, other: "CustomerNames") -> "CustomerNames":
        return CustomerNames(
            self.customers | other.customers,
            self.contacts | other.contacts,
            self.calls | other.calls,
        )

    def meets(self, other: "CustomerNames") -> bool:
        """Whether both are of one customer: they share a name."""
        if self.customers & other.customers or self.contacts & other.contacts:
            return True
        return any(one.is_that_of(another) for one in self.calls for another in other.calls)


def names_of(subject: WishSubject) -> CustomerNames:
    """The names of whom a wish is for: its own, and those that the records know of the same customer.

    Where the records cannot be read its own names count: nobody's grant waits for them.
    """
    try:
        reading = read_lake(OPEN)
        return own_names(subject) | (known_names(reading, subject) if reading else CustomerNames())
    except LakeError:
        return own_names(subject)


def own_names(subject: WishSubject | LedgerRow) -> CustomerNames:
    """The names that a wish or a row of the ledger has itself."""
    customer = "" if subject.customer is None else str(subject.customer)
    at, calls = subject.connected_at, frozenset[PhoneId]()
    if subject.call_id and at is not None:
        calls = frozenset({_call(subject.source, subject.pbx, subject.call_id, at)})
    return CustomerNames(_some(customer), _some(subject.contact_id), calls)


_known: "WeakKeyDictionary[Snapshot, dict[WishSubject, CustomerNames]]" = WeakKeyDictionary()


def known_names(reading: Reading, subject: WishSubject) -> CustomerNames:
    """The names that the records know; asked again of one state of them, they are remembered.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    known = _known.setdefault(reading.snapshot, {})
    if subject not in known:
        known[subject] = _looked_up(reading, subject)
    return known[subject]


def _looked_up(reading: Reading, subject: WishSubject) -> CustomerNames:
    fitting = contacts_fitting(reading.snapshot, subject.about(""))
    contacts = list({*fitting, *_some(subject.contact_id)}) if len(fitting) < 2 else []
    asked = {"contacts": contacts, "key": subject.customer}
    people = [key for (key,) in reading.whole.rows(_PEOPLE, asked) if key is not None]
    rows = reading.whole.rows(_CONTACTS, {"contacts": contacts, "people": people})
    ids = [row[0] for row in rows]
    calls = [_call(*row) for row in reading.whole.rows(_CALLS, {"contacts": ids}) if row[-1]]
    calls += [_call(source, "", _bare_id(id_), at) for id_, source, at, *_keys in rows if at]
    keys = {key for row in rows for key in row[3:]} | set(people)
    return CustomerNames(
        frozenset(str(key) for key in keys if key is not None), frozenset(ids), frozenset(calls)
    )


def _call(source: str, pbx: str, call_id: str, at: datetime) -> PhoneId:
    family, _sign, system = source.partition("@")
    moment = at if at.tzinfo else at.replace(tzinfo=UTC)
    return PhoneId(family, pbx or system, call_id, moment)


def _bare_id(contact_id: str) -> str:
    return contact_id.partition(":")[2]


def _some(name: str) -> frozenset[str]:
    return frozenset({name} if name else ())


def _agree(one: str, other: str) -> bool:
    return not (one and other) or one == other


def united(names: CustomerNames, others: Iterable[CustomerNames]) -> CustomerNames:
    """These names and those of others that meet them."""
    for other in others:
        if names.meets(other):
            names |= other
    return names
