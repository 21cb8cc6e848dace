"""A call known to be a contact's by the contact's own id: just where a row about the call joins that contact."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest

from tests.core.cases.joining.conftest import NOON, Contact, Joined
from willet.core.cases.joining import is_call_of, is_call_of_erased
from willet.core.intake.erasing import _of_contact
from willet.core.lake.erased import Forgotten, Tombstone, hash_of
from willet.core.sources.rooms import About

Look = Callable[..., Joined]
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
SOURCES = ("asterisk", "asterisk@north", "asterisk@south", "freeswitch")
PHONES = (None, "north", "south")
APART = (-30 * 24 * HOUR, -HOUR - SECOND, -HOUR, 0 * HOUR, 12 * HOUR, 12 * HOUR + SECOND)
"""How long after its contact arrived a call was connected."""


@pytest.mark.journey("history")
def test_call_is_the_contacts_where_its_row_joins_it(contact: Contact, joined: Look) -> None:
    contact("asterisk@north:7.1", NOON)
    agreed = 0

    for source, pbx, call_id, apart in product(SOURCES, PHONES, ("7.1", "7.2"), APART):
        about = About(source=source, call_id=call_id, pbx=pbx, at=NOON + apart)
        is_joined = joined(about)[1] == "asterisk@north:7.1"
        assert is_call_of(about, "asterisk@north:7.1", NOON) == is_joined, about
        agreed += is_joined

    # Two ways to name the source, two to name the phone system, three moments.
    assert agreed == 12


def erased(contact: str) -> Forgotten:
    """Somebody whose only contact this was, at noon."""
    day, moment = f"{NOON:%Y-%m-%d}", NOON.replace(tzinfo=None)
    return Forgotten.of(_of_contact(contact, day, moment, "salt"), "salt")


@pytest.mark.parametrize("contact", ["asterisk@north:7.1", "asterisk:7.1"])
def test_call_is_an_erased_contacts_where_it_is_the_contacts(contact: str) -> None:
    """Hashes of ids tell just what the ids told."""
    gone = erased(contact)

    for source, pbx, call_id, apart in product(SOURCES, PHONES, ("7.1", "7.2"), APART):
        about = About(source=source, call_id=call_id, pbx=pbx, at=NOON + apart)
        assert is_call_of_erased(about, gone) == is_call_of(about, contact, NOON), about
    for known_as, apart in product((contact, "asterisk:9.9"), APART):
        about = About(contact_id=known_as, at=NOON + apart)
        assert is_call_of_erased(about, gone) == is_call_of(about, contact, NOON), about


@pytest.mark.parametrize(("days", "is_theirs"), [(0, True), (-30, False), (30, False)])
def test_erased_contact_whose_moment_no_list_kept_is_known_by_its_day(
    days: int, is_theirs: bool
) -> None:
    kept = Tombstone("contact", hash_of("asterisk:7.1", "salt"), f"{NOON:%Y-%m-%d}")
    about = About(source="asterisk", call_id="7.1", at=NOON + days * 24 * HOUR)

    assert is_call_of_erased(about, Forgotten.of([kept], "salt")) is is_theirs


@pytest.mark.parametrize(
    ("later", "is_meant"),
    [(45 * DAY, True), (45 * DAY + SECOND, False), (-DAY, True), (-DAY - SECOND, False)],
)
def test_contact_named_without_its_moment_is_one_near_the_writing(
    later: timedelta, is_meant: bool
) -> None:
    """How much later than the contact a row about it was written: what a row of a room joins before one far away."""
    contact, written_at = "asterisk:7.1", NOON + later
    named, called = About(contact_id=contact), About(source="asterisk", call_id="7.1")

    assert is_call_of(named, contact, NOON, written_at=written_at) is is_meant
    assert is_call_of_erased(named, erased(contact), written_at=written_at) is is_meant
    assert not is_call_of(named, contact, NOON)
    assert not is_call_of(called, contact, NOON, written_at=NOON)
    assert not is_call_of(About(contact_id="asterisk:7.2"), contact, NOON, written_at=NOON)
