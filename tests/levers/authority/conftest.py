"""Limits, wishes and a lead for the tests of this room."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.scaffold.cast import NORTH, Cast
from tests.scaffold.kinds import kind_named
from willet.levers.authority.domain import Wish, WishSubject, wished
from willet.levers.authority.models import GrantKind, GrantLimit
from willet.people.domain import add_person
from willet.people.models import Role, Team, User
from willet.ui.fields import Money

WishMaker = Callable[..., Wish]


@pytest.fixture
def refund(db: None) -> GrantKind:
    """The kind of refunds, as every centre has it."""
    return kind_named("refund")


@pytest.fixture
def discount(db: None) -> GrantKind:
    """The kind of discounts, in percent."""
    return kind_named("discount")


@pytest.fixture
def second_lead(cast: Cast) -> User:
    """A second lead of North."""
    north = Team.objects.get(name=NORTH)
    return add_person("lena", email="lena@willet.example", role=Role.TEAM_LEAD, teams=[north])


@pytest.fixture
def second_manager(db: None) -> User:
    """A second manager."""
    return add_person("mila", email="mila@willet.example", role=Role.MANAGER)


def limit_of(
    kind: GrantKind, by: User, holder: Role | User = Role.AGENT, **bounds: Any
) -> GrantLimit:
    """A limit that holds, of 50.00 EUR at once unless more is said."""
    whose = {"person": holder} if isinstance(holder, User) else {"role": holder.value}
    given = {
        "currency": "EUR",
        "per_event_minor": 5_000,
        "reason": "as agreed",
        "is_raise": True,
        **bounds,
    }
    return GrantLimit.objects.create(
        kind=kind,
        state=GrantLimit.State.HOLDS,
        proposed_by=by,
        settled_by=by,
        settled_at=timezone.now(),
        **whose,
        **given,
    )


def wish(kind: GrantKind, minor: int, **more: Any) -> Wish:
    """So much of a kind for customer 7 in contact table:c01, with a reason."""
    given: dict[str, Any] = {"contact": "table:c01", "customer": 7, "currency": "EUR"}
    given |= {"reason": "late again", **more}
    subject = WishSubject(contact_id=given["contact"], customer=given["customer"])
    money = Money(minor, given["currency"])
    return wished(kind, subject, money, share_bp=given.get("share_bp"), reason=given["reason"])
