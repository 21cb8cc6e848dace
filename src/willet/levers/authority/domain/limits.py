"""Changing limits: each change is a new row, some need two people, and what held before is kept with its days."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from willet.core.records.money import plain_money
from willet.levers.authority.domain.budgets import take_turn_of
from willet.levers.authority.domain.refusals import (
    BAD_RANGE,
    NOT_SECOND,
    ONE_WAITS,
    SAME_LIMIT,
    SETTLED,
    AuthorityError,
    reason_in,
)
from willet.levers.authority.models import GrantLimit, TwoPeopleRule
from willet.levers.authority.rules import SETTLE_LIMIT, WITHDRAW_LIMIT
from willet.people.agents.alike import accounts_of
from willet.people.models import User
from willet.ui.meanwhile import MEANWHILE, MeanwhileError

BOUNDS = ("per_event_minor", "per_customer_minor", "per_agent_minor", "share_bp")
"""What a limit bounds; one left out is without end, but for a share, which a kind of amounts has none of."""


@transaction.atomic
def propose(limit: GrantLimit, *, by: User, upon: GrantLimit | None = None) -> GrantLimit:
    """Put a new limit in force, or let it wait for a second person where it needs one.

    Args:
        limit: The next wording, not kept yet.
        by: Who proposes it.
        upon: What its writer saw in force; None where they saw no page of it.

    Raises:
        AuthorityError: it says nothing new, contradicts itself, has no reason, or one waits already.
        MeanwhileError: somebody else changed the limit since its writer saw it.
    """
    take_turn_of(limit.kind)
    _check(limit)
    before = in_force(limit)
    if upon is not None and in_force(upon) != upon:
        raise MeanwhileError(MEANWHILE())
    if before is not None and _bounds(before) == _bounds(limit):
        raise AuthorityError(SAME_LIMIT())
    if of_holder(limit).filter(state=GrantLimit.State.WAITING).exists():
        raise AuthorityError(ONE_WAITS())
    limit.proposed_by, limit.proposed_at = by, timezone.now()
    limit.is_raise = is_more(limit, before)
    if needs_two(limit, before):
        limit.save()
    else:
        _put_in_force(limit, before, by=by)
    return limit


@transaction.atomic
def settle(limit: GrantLimit, *, by: User, agrees: bool) -> GrantLimit:
    """Agree to a change that waits, or decline it; whoever proposed it may take it back.

    Raises:
        AuthorityError: it is one's own proposal or one's own limit, or it was settled already.
    """
    take_turn_of(limit.kind)
    limit.refresh_from_db()
    if limit.state != GrantLimit.State.WAITING:
        raise AuthorityError(SETTLED())
    may_end = not agrees and by.has_perm(WITHDRAW_LIMIT, limit)
    if not (may_end or by.has_perm(SETTLE_LIMIT, limit)):
        raise AuthorityError(NOT_SECOND(person=str(limit.proposed_by)))
    if agrees:
        _put_in_force(limit, in_force(limit), by=by)
        return limit
    limit.state, limit.settled_by, limit.settled_at = GrantLimit.State.DECLINED, by, timezone.now()
    limit.save()
    return limit


def of_holder(limit: GrantLimit) -> QuerySet[GrantLimit]:
    """Every wording of the limit of the same kind, holder and currency."""
    return GrantLimit.objects.filter(
        kind=limit.kind, role=limit.role, person=limit.person, currency=limit.currency
    )


def in_force(limit: GrantLimit) -> GrantLimit | None:
    """What holds now for the same kind, holder and currency."""
    return of_holder(limit).filter(state=GrantLimit.State.HOLDS, replaced_at__isnull=True).first()


def needs_two(limit: GrantLimit, before: GrantLimit | None) -> bool:
    """Whether a change needs a second person: above the set amount, or where one widens one's own limit."""
    if is_more(limit, before) and _is_own(limit):
        return True
    rule = TwoPeopleRule.objects.first()
    if rule is None or rule.above_minor is None:
        return False
    # Amounts of another currency cannot be put beside the set amount: two people look at them.
    if rule.currency != limit.currency:
        return True
    return max(_amounts(limit) + _amounts(before)) > rule.above_minor


def _is_own(limit: GrantLimit) -> bool:
    """Whether it is a limit of whoever proposes it, under any of their accounts."""
    accounts = accounts_of(limit.proposed_by)
    roles = User.objects.filter(pk__in=accounts).values_list("role", flat=True)
    return limit.person_id in accounts or limit.role in set(roles)


def is_more(limit: GrantLimit, before: GrantLimit | None) -> bool:
    """Whether a limit lets more through than another, in any way."""
    if before is None:
        return limit.per_event_minor > 0
    return any(a > b for a, b in zip(_bounds(limit), _bounds(before), strict=True))


def _check(limit: GrantLimit) -> None:
    reason_in(limit.reason)
    for month in (limit.per_customer_minor, limit.per_agent_minor):
        if month is not None and month < limit.per_event_minor:
            amounts = (plain_money(m, limit.currency) for m in (month, limit.per_event_minor))
            raise AuthorityError(BAD_RANGE(**dict(zip(("month", "event"), amounts, strict=True))))


def _put_in_force(limit: GrantLimit, before: GrantLimit | None, *, by: User) -> None:
    now = timezone.now()
    if before is not None:
        before.replaced_at = now
        before.save()
    limit.state, limit.settled_by, limit.settled_at = GrantLimit.State.HOLDS, by, now
    limit.is_raise = is_more(limit, before)
    limit.save()
    for raised in (
        of_holder(limit).filter(is_raise=True, ended_at__isnull=True).exclude(pk=limit.pk)
    ):
        if is_more(raised, limit):
            raised.ended_at = now
            raised.save()


def _bounds(limit: GrantLimit) -> tuple[float, ...]:
    values = (getattr(limit, name) for name in BOUNDS)
    return tuple(float("inf") if value is None else value for value in values)


def _amounts(limit: GrantLimit | None) -> tuple[float, ...]:
    """The amounts that a change is weighed by: of one grant and of a month, of which no end is above any amount.

    A month in which nothing at all may be granted is no money, whatever its end.
    """
    if limit is None or not limit.per_event_minor:
        return (0.0,)
    return _bounds(limit)[:3]
