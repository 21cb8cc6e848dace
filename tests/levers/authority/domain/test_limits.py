"""Limits: history, two people, and deputies without circles."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.levers.authority.domain import grant, mandates_of
from willet.levers.authority.domain.deputies import name_deputy
from willet.levers.authority.domain.limits import propose, settle
from willet.levers.authority.domain.refusals import AuthorityError
from willet.levers.authority.models import Deputy, GrantKind, GrantLimit, TwoPeopleRule
from willet.people.models import User


def _new(kind: GrantKind, by: User, **bounds: Any) -> GrantLimit:
    given = {"role": "agent", "currency": "EUR", "per_event_minor": 5_000, "reason": "why"}
    return propose(GrantLimit(kind=kind, proposed_by=by, **(given | bounds)), by=by)


def test_change_is_a_new_row_and_the_old_one_ends(cast: Cast, refund: GrantKind) -> None:
    first = _new(refund, cast.manager)
    second = _new(refund, cast.manager, per_event_minor=6_000)
    third = _new(refund, cast.manager, per_event_minor=4_000)

    first.refresh_from_db()
    second.refresh_from_db()
    assert [m.most_minor for m in mandates_of(cast.agent)] == [4_000]
    assert [(one.is_raise, one.in_force) for one in (first, second, third)] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    # The third lets less through than either raise: both have ended with it.
    assert first.replaced_at == second.settled_at
    assert (first.ended_at, second.ended_at) == (third.settled_at, third.settled_at)


def test_raise_surpassed_by_another_goes_on(cast: Cast, refund: GrantKind) -> None:
    first = _new(refund, cast.manager)
    _new(refund, cast.manager, per_event_minor=6_000)

    first.refresh_from_db()
    assert (first.replaced_at is not None, first.ended_at) == (True, None)


# The rule is 100.00 EUR. What held and what is proposed (at once, per customer, per agent; - without end), the
# currency, and whether two are needed:
AMOUNTS = """
before            | proposed          | currency | two
                  | 10000 10000 10000 | EUR      | no
                  | 10001 10001 10001 | EUR      | yes
                  | 5000 10001 10000  | EUR      | yes
                  | 5000 10000 10001  | EUR      | yes
                  | 5000 - 10000      | EUR      | yes
                  | 5000 10000 -      | EUR      | yes
                  | 0 - -             | EUR      | no
10001 10001 10001 | 5000 5000 5000    | EUR      | yes
5000 5000 5000    | 5000 5000 6000    | EUR      | no
5000 5000 5000    | 5000 5000 -       | EUR      | yes
5000 5000 -       | 5000 5000 5000    | EUR      | yes
                  | 1 1 1             | USD      | yes
"""


def _bounds_of(text: str) -> dict[str, Any]:
    names = ("per_event_minor", "per_customer_minor", "per_agent_minor")
    values = (None if one == "-" else int(one) for one in text.split())
    return dict(zip(names, values, strict=True))


@pytest.mark.parametrize(
    ("before", "proposed", "currency", "two"),
    [tuple(c.strip() for c in line.split("|")) for line in AMOUNTS.strip().splitlines()[1:]],
)
def test_two_people_above_the_amount(
    cast: Cast, refund: GrantKind, before: str, proposed: str, currency: str, two: str
) -> None:
    TwoPeopleRule.objects.create(above_minor=10_000, currency="EUR")
    if before:
        limit_of(refund, cast.manager, **_bounds_of(before))

    made = _new(refund, cast.manager, currency=currency, **_bounds_of(proposed))

    assert made.state == (GrantLimit.State.WAITING if two == "yes" else GrantLimit.State.HOLDS)


def test_nobody_settles_their_own_change(
    cast: Cast, refund: GrantKind, second_manager: User
) -> None:
    TwoPeopleRule.objects.create(above_minor=0, currency="EUR")
    made = _new(refund, cast.manager)

    with pytest.raises(AuthorityError, match="two people"):
        settle(made, by=cast.manager, agrees=True)
    assert mandates_of(cast.agent) == []

    settle(made, by=second_manager, agrees=True)
    assert [m.most_minor for m in mandates_of(cast.agent)] == [5_000]
    with pytest.raises(AuthorityError, match="settled already"):
        settle(made, by=second_manager, agrees=False)


def test_whoever_proposed_a_change_takes_it_back_alone(
    cast: Cast, refund: GrantKind, second_manager: User
) -> None:
    """Where nobody else can agree, another change has not to wait for ever."""
    limit_of(refund, cast.manager, **_bounds_of("4000 4000 4000"))
    TwoPeopleRule.objects.create(above_minor=4_500, currency="EUR")
    made = _new(refund, cast.manager, **_bounds_of("5000 5000 5000"))
    for other in (cast.agent, cast.team_lead, cast.analyst, cast.administrator):
        with pytest.raises(AuthorityError):
            settle(made, by=other, agrees=False)

    settle(made, by=cast.manager, agrees=False)

    assert (made.state, made.settled_by) == (GrantLimit.State.DECLINED, cast.manager)
    assert [m.most_minor for m in mandates_of(cast.agent)] == [4_000]
    lower = _new(refund, cast.manager, **_bounds_of("3000 3000 3000"))
    assert lower.state == GrantLimit.State.HOLDS


@pytest.mark.parametrize("role", ["team_lead", "agent", "analyst", "administrator"])
def test_only_a_manager_settles(cast: Cast, refund: GrantKind, role: str) -> None:
    TwoPeopleRule.objects.create(above_minor=0, currency="EUR")
    made = _new(refund, cast.manager)
    person = cast.named(role)
    assert isinstance(person, User)

    with pytest.raises(AuthorityError):
        settle(made, by=person, agrees=True)


def test_declined_change_leaves_what_held(
    cast: Cast, refund: GrantKind, second_manager: User
) -> None:
    limit_of(refund, cast.manager)
    TwoPeopleRule.objects.create(above_minor=0, currency="EUR")
    made = _new(refund, cast.manager, per_event_minor=9_000)

    settle(made, by=second_manager, agrees=False)

    assert [m.most_minor for m in mandates_of(cast.agent)] == [5_000]
    assert _new(refund, cast.manager, per_event_minor=7_000).state == GrantLimit.State.WAITING


def test_widening_one_s_own_limit_needs_another(cast: Cast, refund: GrantKind) -> None:
    """Without any rule of amounts: neither for oneself nor for one's own role."""
    own = {"role": "", "person": cast.manager}

    assert _new(refund, cast.manager, **own).state == GrantLimit.State.WAITING
    assert _new(refund, cast.manager, role="manager").state == GrantLimit.State.WAITING


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ({"reason": " "}, "authority_needs_reason"),
        ({"per_agent_minor": 4_999}, "authority_bad_range"),
        ({"per_customer_minor": 4_999}, "authority_bad_range"),
        ({}, "authority_same_limit"),
    ],
)
def test_change_that_is_refused(
    cast: Cast, refund: GrantKind, bounds: dict[str, Any], code: str
) -> None:
    limit_of(refund, cast.manager)

    with pytest.raises(AuthorityError) as refused:
        _new(refund, cast.manager, **bounds)

    assert refused.value.message.code == code


@pytest.mark.parametrize("nothing", ["", " ", "\u200b\u2060"])
def test_change_needs_a_reason_that_is_seen(cast: Cast, refund: GrantKind, nothing: str) -> None:
    with pytest.raises(AuthorityError) as refused:
        _new(refund, cast.manager, reason=nothing)

    assert refused.value.message.code == "authority_needs_reason"


def test_one_change_waits_at_a_time(cast: Cast, refund: GrantKind) -> None:
    TwoPeopleRule.objects.create(above_minor=0, currency="EUR")
    _new(refund, cast.manager)

    with pytest.raises(AuthorityError, match="second person already"):
        _new(refund, cast.manager, per_event_minor=6_000)


def test_limit_lowered_holds_for_the_next_grant(cast: Cast, refund: GrantKind) -> None:
    _new(refund, cast.manager)
    grant(wish(refund, 5_000), by=cast.agent)
    _new(refund, cast.manager, per_event_minor=4_999)

    with pytest.raises(AuthorityError):
        grant(wish(refund, 5_000, customer=8), by=cast.agent)


def _deputy(person: User, deputy: User, first: int, last: int | None) -> Deputy:
    days = (date(2026, 3, first), None if last is None else date(2026, 3, last))
    return name_deputy(Deputy(person=person, deputy=deputy, first=days[0], last=days[1]))


@pytest.mark.parametrize(
    ("days", "circle"),
    [((1, 10), True), ((10, 12), True), ((11, 12), False), ((11, None), False)],
)
def test_deputies_in_a_circle(
    cast: Cast, second_lead: User, days: tuple[int, int | None], *, circle: bool
) -> None:
    """Tomás -> Lena -> Marit until the tenth; Marit -> Tomás would close it on any of those days."""
    _deputy(cast.team_lead, second_lead, 1, 10)
    _deputy(second_lead, cast.manager, 1, 10)

    if circle:
        with pytest.raises(AuthorityError) as refused:
            _deputy(cast.manager, cast.team_lead, *days)
        assert refused.value.message.code == "authority_circle"
    else:
        assert _deputy(cast.manager, cast.team_lead, *days).pk


def test_nobody_is_their_own_deputy(cast: Cast) -> None:
    with pytest.raises(AuthorityError):
        _deputy(cast.team_lead, cast.team_lead, 1, 2)


def test_deputy_must_be_able_to_decide(cast: Cast, second_lead: User) -> None:
    second_lead.is_active = False
    for nobody in (cast.agent, cast.analyst, second_lead):
        with pytest.raises(AuthorityError, match="may not decide"):
            _deputy(cast.team_lead, nobody, 1, 2)


def test_settled_at_is_when_it_holds(cast: Cast, refund: GrantKind) -> None:
    before = timezone.now()

    made = _new(refund, cast.manager)

    assert made.settled_at is not None
    assert before <= made.settled_at <= timezone.now()


def test_no_second_person_is_who_proposed_it_by_another_account(
    cast: Cast, refund: GrantKind, second_manager: User
) -> None:
    TwoPeopleRule.objects.create(above_minor=100, currency="EUR")
    for person in (cast.manager, second_manager):
        person.agent = "Marit M"
        person.save()
    waits = _new(refund, cast.manager)

    with pytest.raises(AuthorityError) as refused:
        settle(waits, by=second_manager, agrees=True)

    assert refused.value.message.code == "authority_not_second"
    second_manager.agent = "Mila M"
    second_manager.save()
    assert settle(waits, by=second_manager, agrees=True).in_force


def test_the_limit_of_one_s_other_account_is_one_s_own(cast: Cast, refund: GrantKind) -> None:
    cast.manager.agent = cast.agent.agent
    cast.manager.save()
    whose = {"role": "", "person": cast.agent}

    assert _new(refund, cast.manager, **whose).state == "waiting"
    assert _new(refund, cast.manager, role="agent").state == "waiting"
    assert _new(refund, cast.manager, role="team_lead").state == "holds"
