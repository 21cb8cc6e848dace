"""What somebody most likely grants next: what they granted last as far as it still goes through, else the most."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.levers.authority.conftest import limit_of
from tests.scaffold.cast import Cast
from willet.levers.authority.domain.mandates import Mandate, mandates_of
from willet.levers.authority.domain.suggesting import likely_grant
from willet.levers.authority.models import Grant, GrantKind
from willet.ui.fields import Money

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def _given(kind: GrantKind, cast: Cast, minor: int, days: int = 0, **more: Any) -> Grant:
    known: dict[str, Any] = {"agent": cast.agent, "charged_to": cast.agent, "currency": "EUR"}
    known |= {"at": AT + timedelta(days=days), "month": "2026-03", **more}
    return Grant.objects.create(kind=kind, amount_minor=minor, **known)


def _likely(cast: Cast) -> tuple[GrantKind, Money] | None:
    return likely_grant(cast.agent, mandates_of(cast.agent))


def test_without_a_limit_nothing_is_likely(
    cast: Cast, refund: GrantKind, discount: GrantKind
) -> None:
    assert _likely(cast) is None
    limit_of(discount, cast.manager, share_bp=1_000)  # nobody can guess its base
    assert _likely(cast) is None
    limit_of(refund, cast.manager, per_event_minor=0)
    assert _likely(cast) is None


def test_who_granted_nothing_yet_is_offered_the_most(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager, per_event_minor=1)

    assert _likely(cast) == (refund, Money(1, "EUR"))


def test_the_newest_grant_that_stands_counts(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    _given(refund, cast, 700, days=1)
    _given(refund, cast, 600)
    _given(refund, cast, 800, days=2, taken_back_at=AT)
    _given(refund, cast, 900, days=3, agent=cast.other_agent, charged_to=cast.other_agent)

    assert _likely(cast) == (refund, Money(700, "EUR"))


def test_no_more_than_still_goes_through(cast: Cast, refund: GrantKind) -> None:
    limit = limit_of(refund, cast.manager)
    _given(refund, cast, 5_001)
    assert _likely(cast) == (refund, Money(5_000, "EUR"))
    assert likely_grant(cast.agent, [Mandate(limit, 40, None)]) == (refund, Money(40, "EUR"))
    assert likely_grant(cast.agent, [Mandate(limit, 0, None)]) is None


def test_a_grant_in_a_currency_without_a_limit_offers_the_most_of_another(
    cast: Cast, refund: GrantKind
) -> None:
    limit_of(refund, cast.manager)
    _given(refund, cast, 700, currency="USD")

    assert _likely(cast) == (refund, Money(5_000, "EUR"))
