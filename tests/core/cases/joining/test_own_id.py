"""A call known to be a contact's by the contact's own id: just where a row about the call joins that contact."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

from tests.core.cases.joining.conftest import NOON, Contact, Joined
from willet.core.cases.joining import is_call_of
from willet.core.sources.rooms import About

Look = Callable[..., Joined]
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
SOURCES = ("asterisk", "asterisk@north", "asterisk@south", "freeswitch")
PHONES = (None, "north", "south")
APART = (-30 * 24 * HOUR, -HOUR - SECOND, -HOUR, 0 * HOUR, 12 * HOUR, 12 * HOUR + SECOND)
"""How long after its contact arrived a call was connected."""


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
