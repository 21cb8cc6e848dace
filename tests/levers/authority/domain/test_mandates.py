"""What may be granted now: the least of what is left, and which rule a wish breaks; equal to a bound goes through."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.levers.authority.domain import grant
from willet.levers.authority.domain.mandates import (
    Mandate,
    decider_refusal,
    limits_of,
    mandates_of,
    no_limit,
    refusal_of,
)
from willet.levers.authority.domain.wishes import Wish, WishSubject
from willet.levers.authority.models import GrantKind, GrantLimit
from willet.people.models import Role
from willet.ui.fields import Money


def _limit(**bounds: Any) -> GrantLimit:
    return GrantLimit(kind=GrantKind(key="x", name={"en": "X"}), currency="EUR", **bounds)


@pytest.mark.parametrize(
    ("event", "of_month", "for_customer", "most"),
    [
        (100, None, None, 100),
        (100, 100, 100, 100),
        (100, 40, None, 40),
        (100, None, 40, 40),
        (100, 60, 40, 40),
        (100, 0, None, 0),
        (100, -5, None, 0),  # more was charged than the limit of today allows
        (0, None, None, 0),
    ],
)
def test_the_largest_grant_that_goes_through(
    event: int, of_month: int | None, for_customer: int | None, most: int
) -> None:
    assert Mandate(_limit(per_event_minor=event), of_month, for_customer).most_minor == most


@pytest.mark.parametrize(
    ("minor", "share", "of_month", "for_customer", "code"),
    [
        (100, None, None, None, None),
        (101, None, None, None, "over_event"),
        (100, None, 100, 100, None),
        (100, None, 99, None, "over_agent"),
        (100, None, None, 99, "over_customer"),
        (100, None, 99, 99, "over_customer"),  # the customer's budget is told first
        (101, None, 99, 99, "over_event"),
        (100, 1_000, None, None, None),
        (100, 1_001, None, None, "over_share"),
        (101, 1_001, 99, 99, "over_share"),
        (1, None, 0, None, "over_agent"),
        (1, None, -5, None, "over_agent"),
        (1, None, None, -5, "over_customer"),
    ],
)
def test_which_rule_a_wish_breaks(
    minor: int, share: int | None, of_month: int | None, for_customer: int | None, code: str | None
) -> None:
    limit = _limit(per_event_minor=100, share_bp=1_000)
    wanted = Wish(limit.kind, WishSubject("c"), Money(minor, "EUR"), share)

    refusal = Mandate(limit, of_month, for_customer).refusal(wanted)

    assert (refusal.code.removeprefix("authority_") if refusal else None) == code


def test_a_refusal_says_what_is_left_and_never_less_than_nothing() -> None:
    limit = _limit(per_event_minor=10_000, share_bp=1_050)
    wanted = Wish(limit.kind, WishSubject("c"), Money(1_234, "EUR"))
    share = Wish(limit.kind, WishSubject("c"), Money(1, "EUR"), 1_100)

    def said(refused: Any) -> dict[str, Any]:
        return dict(refused.values)

    nb = "\N{NO-BREAK SPACE}"
    assert said(Mandate(limit, -5, None).refusal(wanted))["left"] == f"0.00{nb}EUR"
    assert said(Mandate(limit, None, -5).refusal(wanted))["left"] == f"0.00{nb}EUR"
    assert said(Mandate(limit, 1_000, None).refusal(wanted)) == {
        "left": f"10.00{nb}EUR",
        "amount": f"12.34{nb}EUR",
    }
    assert said(Mandate(limit, None, None).refusal(share)) == {"share": "11", "most": "10.5"}


def test_no_percentage_is_allowed_where_the_limit_names_none() -> None:
    limit = _limit(per_event_minor=10_000)
    one = Wish(limit.kind, WishSubject("c"), Money(1, "EUR"), 1)

    refusal = Mandate(limit, None, None).refusal(one)

    assert refusal is not None
    assert dict(refusal.values) == {"share": "0.01", "most": "0"}


def test_ones_own_limit_goes_before_that_of_the_role(
    cast: Cast, refund: GrantKind, discount: GrantKind
) -> None:
    role = limit_of(refund, cast.manager)
    own = limit_of(refund, cast.manager, cast.agent, per_event_minor=1)
    other_kind = limit_of(discount, cast.manager, share_bp=1)
    in_dollars = limit_of(refund, cast.manager, currency="USD")
    limit_of(refund, cast.manager, Role.TEAM_LEAD)

    assert set(limits_of(cast.agent).values()) == {own, other_kind, in_dollars}
    assert set(limits_of(cast.other_agent).values()) == {role, other_kind, in_dollars}
    assert limits_of(cast.analyst) == {}
    assert {mandate.limit for mandate in mandates_of(cast.agent)} == {own, other_kind, in_dollars}


@pytest.mark.parametrize(
    "ends",
    [
        lambda limit: GrantLimit.objects.filter(pk=limit.pk).update(state="waiting"),
        lambda limit: GrantLimit.objects.filter(pk=limit.pk).update(state="declined"),
        lambda limit: GrantLimit.objects.filter(pk=limit.pk).update(replaced_at=limit.settled_at),
        lambda limit: GrantKind.objects.filter(pk=limit.kind_id).update(is_active=False),
    ],
)
def test_what_is_not_in_force_lets_nothing_through(
    cast: Cast, refund: GrantKind, ends: Callable[[GrantLimit], int]
) -> None:
    limit = limit_of(refund, cast.manager)
    assert list(limits_of(cast.agent).values()) == [limit]

    ends(limit)

    assert limits_of(cast.agent) == {}


def test_what_is_left_of_a_month_and_for_a_customer(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager, per_agent_minor=1_000, per_customer_minor=700)
    grant(wish(refund, 300), by=cast.agent)
    same, another = WishSubject("table:c01", customer=7), WishSubject("table:c02", customer=8)

    def left(subject: WishSubject | None) -> tuple[int | None, int | None]:
        (mandate,) = mandates_of(cast.agent, subject)
        return mandate.left_of_month, mandate.left_for_customer

    assert (left(same), left(another), left(None)) == ((700, 400), (700, 700), (700, None))
    (other,) = mandates_of(cast.other_agent, same)
    assert (other.left_of_month, other.left_for_customer) == (1_000, 400)


def test_a_bound_that_is_left_out_bounds_nothing(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    grant(wish(refund, 300), by=cast.agent)

    (mandate,) = mandates_of(cast.agent, WishSubject("table:c01", customer=7))

    assert (mandate.left_of_month, mandate.left_for_customer) == (None, None)
    assert mandate.most_minor == 5_000


def test_who_decides_without_a_limit_decides_any_amount(
    cast: Cast, refund: GrantKind, discount: GrantKind
) -> None:
    wanted = wish(refund, 10**9)
    assert decider_refusal(wanted, cast.manager) is None
    limit_of(discount, cast.manager, Role.MANAGER, share_bp=1)  # of another kind
    assert decider_refusal(wanted, cast.manager) is None

    # A limit in another currency bounds: nobody can put the two amounts beside each other.
    limit_of(refund, cast.manager, Role.MANAGER, currency="USD")
    refused = decider_refusal(wanted, cast.manager)
    assert refused is not None
    assert dict(refused.values) == {"grant": str(refund), "known": "USD", "currency": "EUR"}

    limit_of(refund, cast.manager, Role.MANAGER, per_event_minor=10**9 - 1)
    assert decider_refusal(wanted, cast.manager) is not None
    assert decider_refusal(wish(refund, 10**9 - 1), cast.manager) is None


def test_who_grants_needs_a_limit(cast: Cast, refund: GrantKind, discount: GrantKind) -> None:
    none = refusal_of(wish(refund, 1), cast.agent)
    limit_of(refund, cast.manager)

    assert none is not None
    assert dict(none.values) == {"grant": str(refund)}
    assert refusal_of(wish(refund, 5_000), cast.agent) is None
    assert refusal_of(wish(refund, 5_001), cast.agent) is not None


def test_the_currencies_of_a_kind_are_named_in_order(
    cast: Cast, refund: GrantKind, discount: GrantKind
) -> None:
    limits = [limit_of(refund, cast.manager, currency=c) for c in ("VND", "EUR")]
    limits.append(limit_of(discount, cast.manager, currency="USD", share_bp=1))

    assert dict(no_limit(refund, "CHF", limits).values)["known"] == "EUR, VND"
    assert "known" not in dict(no_limit(refund, "CHF", limits[2:]).values)
