"""One customer, one budget: whichever name their call had when something was granted in it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from tests.levers.authority.conftest import limit_of
from tests.scaffold.cast import Cast
from willet.core.lake import Lake
from willet.levers.authority.domain import (
    Wish,
    WishSubject,
    ask,
    decide,
    grant,
    mandates_of,
    name_contact,
    take_back,
    wished,
)
from willet.levers.authority.domain.refusals import OverLimitError
from willet.levers.authority.facts import grant_row
from willet.levers.authority.models import Grant, GrantKind
from willet.people.models import Role
from willet.ui.fields import Money

C01, C09 = (
    datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC),
    datetime(2026, 3, 11, 15, 0, 5, tzinfo=UTC),
)
"""When the calls were connected: c01 and c12 are of one customer, of c09 nobody knows whose it is."""
Named = Callable[[int], WishSubject]
KNOWN: dict[str, Named] = {
    "event": lambda _key: WishSubject(source="table", call_id="c01", connected_at=C01),
    "contact": lambda _key: WishSubject(contact_id="table:c01"),
    "customer": lambda key: WishSubject(contact_id="table:c12", customer=key),
    "key alone": lambda key: WishSubject(contact_id="table:c99", customer=key),
}
UNKNOWN: dict[str, Named] = {
    "event": lambda _key: WishSubject(source="table", call_id="c09", connected_at=C09),
    "contact": lambda _key: WishSubject(contact_id="table:c09"),
}


def _wish(refund: GrantKind, subject: WishSubject, minor: int) -> Wish:
    return wished(refund, subject, Money(minor, "EUR"), reason="late again")


def _key(lake: Path) -> int:
    sql = "SELECT customer_key FROM contacts WHERE contact_id = 'table:c12'"
    with Lake.at(lake).snapshot().reading() as con:
        return int(con.execute(sql).fetchall()[0][0])


@pytest.mark.parametrize(
    ("first", "second"),
    [*product(KNOWN.values(), repeat=2), *product(UNKNOWN.values(), repeat=2)],
    ids=[f"{a}-{b}" for a, b in [*product(KNOWN, repeat=2), *product(UNKNOWN, repeat=2)]],
)
def test_what_was_granted_under_one_name_is_spent_under_the_other(
    cast: Cast, refund: GrantKind, small_lake: Path, first: Named, second: Named
) -> None:
    limit_of(refund, cast.manager, per_customer_minor=8_000)
    key = _key(small_lake)
    grant(_wish(refund, first(key), 5_000), by=cast.agent)

    left = [m.left_for_customer for m in mandates_of(cast.agent, second(key))]
    with pytest.raises(OverLimitError) as refused:
        grant(_wish(refund, second(key), 3_001), by=cast.agent)
    grant(_wish(refund, second(key), 3_000), by=cast.agent)

    assert (left, refused.value.message.code) == ([3_000], "authority_over_customer")


OTHERS: dict[str, WishSubject] = {
    "another customer": WishSubject(contact_id="table:c02"),
    "its id another day": WishSubject(
        source="table", call_id="c01", connected_at=C01 + timedelta(days=1)
    ),
    "its id at another system": WishSubject(source="csta", call_id="c01", connected_at=C01),
    "another unknown call": WishSubject(contact_id="table:c09"),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("name", KNOWN.values(), ids=KNOWN)
def test_others_have_a_budget_of_their_own(
    cast: Cast, refund: GrantKind, small_lake: Path, name: Named, other: WishSubject
) -> None:
    limit_of(refund, cast.manager, per_customer_minor=5_000)
    grant(_wish(refund, name(_key(small_lake)), 5_000), by=cast.agent)

    assert [m.left_for_customer for m in mandates_of(cast.agent, other)] == [5_000]


def test_phone_systems_with_one_number_are_two(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager, per_customer_minor=5_000)

    def call(pbx: str, minutes: int = 0) -> WishSubject:
        at = C01 + timedelta(minutes=minutes)
        return WishSubject(source="asterisk", call_id="1.1", pbx=pbx, connected_at=at)

    grant(_wish(refund, call("north"), 5_000), by=cast.agent)

    left = [
        m.left_for_customer
        for one in (call("south"), call("north", 30), call("", 30))
        for m in mandates_of(cast.agent, one)
    ]
    assert left == [5_000, 0, 0]


def test_call_by_hand_is_its_contact_once_that_is_known(cast: Cast, refund: GrantKind) -> None:
    """Granted before anybody knew; in its contact; and in another contact of whom it turned out to be."""
    limit_of(refund, cast.manager, per_customer_minor=9_000)
    lone = WishSubject(source="hand", call_id="h1", connected_at=C01)
    both = WishSubject("table:c77", "hand", "h1", connected_at=C01, customer=7)
    later = WishSubject(contact_id="table:c78", customer=7)
    first = grant(_wish(refund, lone, 4_000), by=cast.agent)
    apart = mandates_of(cast.agent, later)[0].left_for_customer
    grant(_wish(refund, both, 3_000), by=cast.agent)

    left = [mandates_of(cast.agent, one)[0].left_for_customer for one in (lone, both, later)]
    take_back(first, by=cast.agent)

    assert (apart, left) == (9_000, [2_000] * 3)
    assert mandates_of(cast.agent, later)[0].left_for_customer == 6_000


def test_contact_that_was_learnt_is_written_beside_the_call(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager, per_customer_minor=5_000)
    at = {"source": "hand", "connected_at": C01}
    subjects = [WishSubject(call_id=call, **at) for call in ("h1", "h2")]  # type: ignore[arg-type]
    mine, other = (grant(_wish(refund, one, 5_000), by=cast.agent) for one in subjects)
    before = grant_row(mine)

    assert [name_contact("hand", "h1", "table:c77") for _twice in range(2)] == [1, 0]

    after, kept = (grant_row(Grant.objects.get(pk=one.pk)) for one in (mine, other))
    assert before.about is not None
    assert after.about is not None
    assert kept.about is not None
    named = (before.about.contact_id, after.about.contact_id, kept.about.contact_id)
    assert named == (None, "table:c77", None)
    assert (before.revision, after.revision, kept.revision) == (1, 2, 1)
    assert after.written_at > before.written_at
    contact = WishSubject(contact_id="table:c77")
    assert mandates_of(cast.agent, contact)[0].left_for_customer == 0


def test_who_decides_sees_what_was_granted_under_the_other_name(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    limit_of(refund, cast.manager, Role.TEAM_LEAD, per_customer_minor=5_000)
    request = ask(_wish(refund, KNOWN["event"](0), 3_000), by=cast.agent)
    grant(_wish(refund, KNOWN["customer"](_key(small_lake)), 3_000), by=cast.team_lead)

    with pytest.raises(OverLimitError):
        decide(request, by=cast.team_lead, grants=True, reason="yes")

    assert Grant.objects.count() == 1
