"""Under which names a customer's calls stand: which ids mean one call, and who shares a name with whom."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from willet.core.lake import Lake
from willet.levers.authority.domain.names import (
    ONE_CALL,
    CustomerNames,
    PhoneId,
    names_of,
    own_names,
    united,
)
from willet.levers.authority.domain.wishes import WishSubject

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
CALL = PhoneId("asterisk", "north", "1", AT)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (CALL, True),
        (CALL._replace(at=AT + ONE_CALL), True),  # it may have waited for half a day
        (CALL._replace(at=AT - ONE_CALL), True),
        (CALL._replace(at=AT + ONE_CALL + SECOND), False),  # ids come again another day
        (CALL._replace(at=AT - ONE_CALL - SECOND), False),
        (CALL._replace(call_id="2"), False),
        (CALL._replace(source="table"), False),
        (CALL._replace(pbx="south"), False),
        (CALL._replace(pbx=""), True),  # of which phone system is not known
    ],
)
def test_ids_of_one_call(other: PhoneId, same: bool) -> None:
    assert CALL.is_that_of(other) is same
    assert other.is_that_of(CALL) is same


def test_how_far_apart_the_moments_of_one_call_may_be() -> None:
    assert timedelta(hours=12) + timedelta(hours=1) == ONE_CALL


def _names(customers: str = "", contacts: str = "", *calls: PhoneId) -> CustomerNames:
    return CustomerNames(frozenset(customers), frozenset(contacts), frozenset(calls))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (_names("1"), _names("1"), True),
        (_names("12"), _names("23"), True),
        (_names("1"), _names("2"), False),
        (_names("1", "a"), _names("2", "a"), True),
        (_names("1", "a"), _names("1", "b"), True),
        (_names("a"), _names("", "a"), False),  # a key is no contact
        (_names("", "", CALL), _names("", "", CALL._replace(pbx="")), True),
        (_names("", "", CALL), _names("", "", CALL._replace(call_id="2")), False),
        (_names("", "", CALL._replace(call_id="2"), CALL), _names("", "", CALL), True),
        (_names(), _names(), False),
    ],
)
def test_who_shares_a_name(one: CustomerNames, other: CustomerNames, meet: bool) -> None:
    assert one.meets(other) is meet
    assert other.meets(one) is meet


def test_names_of_two_together() -> None:
    assert _names("1", "a") | _names("2", "", CALL) == _names("12", "a", CALL)


def test_names_are_united_as_far_as_they_meet() -> None:
    """1 meets 1 2, and with it 2 3; 9 meets none of them."""
    others = [_names("12"), _names("9"), _names("23", "c")]

    assert united(_names("1"), others) == _names("123", "c")
    assert united(_names("7"), others) == _names("7")
    assert united(_names("1"), []) == _names("1")


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        (WishSubject("c1"), CustomerNames(contacts=frozenset({"c1"}))),
        (WishSubject("c1", connected_at=AT), CustomerNames(contacts=frozenset({"c1"}))),
        (
            WishSubject("c1", customer=0),  # a key of nought is a key
            CustomerNames(frozenset({"0"}), frozenset({"c1"})),
        ),
        (
            WishSubject(source="asterisk", call_id="1", pbx="north", connected_at=AT),
            CustomerNames(calls=frozenset({CALL})),
        ),
        # The phone system stands with the source, where the source is one of several.
        (
            WishSubject(source="asterisk@north", call_id="1", connected_at=AT),
            CustomerNames(calls=frozenset({CALL})),
        ),
        (
            WishSubject(
                "c1", "asterisk", "1", "north", connected_at=AT.replace(tzinfo=None), customer=7
            ),
            CustomerNames(frozenset({"7"}), frozenset({"c1"}), frozenset({CALL})),
        ),
    ],
)
def test_the_names_that_a_wish_has_itself(
    subject: WishSubject, names: CustomerNames, home: Path
) -> None:
    assert own_names(subject) == names
    assert names_of(subject) == names  # before any call is known there are no others


def _keys(lake: Path, *contacts: str) -> frozenset[str]:
    sql = "SELECT customer_key FROM contacts WHERE list_contains($ids, contact_id)"
    with Lake.at(lake).snapshot().reading() as con:
        return frozenset(
            str(key) for (key,) in con.execute(sql, {"ids": list(contacts)}).fetchall()
        )


@pytest.mark.parametrize(
    ("subject", "contacts"),
    [
        # c01 and c12 are of one customer, c03 and c04 of another.
        (WishSubject("table:c01"), ("c01", "c12")),
        (WishSubject("table:c12"), ("c01", "c12")),
        (WishSubject("table:c03"), ("c03", "c04")),
        (WishSubject("table:c05"), ("c05",)),
        (WishSubject(source="table", call_id="c01", connected_at=AT + 5 * SECOND), ("c01", "c12")),
        # The same id another day is another call, of which nothing is known.
        (WishSubject(source="table", call_id="c01", connected_at=AT + timedelta(days=9)), ()),
        (WishSubject("table:c99"), ()),
    ],
)
def test_the_names_that_the_records_know(
    lent_small_lake: Path, subject: WishSubject, contacts: tuple[str, ...]
) -> None:
    own, named = own_names(subject), tuple(f"table:{contact}" for contact in contacts)

    for _again in range(2):  # asked once more they are remembered, and are the same
        known = names_of(subject)

        assert known.contacts == own.contacts | set(named)
        assert known.customers == own.customers | (
            _keys(lent_small_lake, *named) if named else set()
        )
        calls = {(c.source, c.pbx, c.call_id) for c in known.calls - own.calls}
        assert calls == {("table", "", contact) for contact in contacts}


def test_whose_contact_is_not_known_has_no_key(lent_small_lake: Path) -> None:
    known = names_of(WishSubject("table:c09"))

    assert (known.customers, known.contacts) == (frozenset(), frozenset({"table:c09"}))


def test_a_key_alone_finds_its_contacts(lent_small_lake: Path) -> None:
    (key,) = _keys(lent_small_lake, "table:c12")

    known = names_of(WishSubject("table:c99", customer=int(key)))

    assert known.contacts == {"table:c99", "table:c01", "table:c12"}
    assert known.customers == {key}
