"""Granting within the limit, writing down what was not allowed, and taking a grant back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from willet.activity.domain import FieldChange, record
from willet.activity.domain import Subject as Thing
from willet.activity.models import Act
from willet.levers.authority.domain.budgets import month_of, take_turn_of
from willet.levers.authority.domain.handing import cancel_handing, hand_on
from willet.levers.authority.domain.mandates import limits_of, refusal_of
from willet.levers.authority.domain.names import names_of
from willet.levers.authority.domain.refusals import (
    TAKEN_BACK,
    AuthorityError,
    OverLimitError,
    reason_in,
)
from willet.levers.authority.domain.sending import refuse_twice
from willet.levers.authority.domain.wishes import Wish
from willet.levers.authority.models import CouldNot, Grant, GrantRequest
from willet.people.models import User


def grant(wish: Wish, *, by: User) -> Grant:
    """Give it, where the limit of whoever gives lets it through; what was given is handed on to who pays.

    Raises:
        OverLimitError: it is more than their limit, or than is left of the month; nothing was written.
        AuthorityError: the form was sent already.
    """
    names_of(wish.subject)  # The records are read while nobody waits for the turn.
    with transaction.atomic():
        refuse_twice(wish)
        take_turn_of(wish.kind)
        refusal = refusal_of(wish, by)
        if refusal is not None:
            raise OverLimitError(refusal)
        return granted(wish, agent=by, charged_to=by)


def granted(
    wish: Wish, *, agent: User, charged_to: User, request: GrantRequest | None = None
) -> Grant:
    """Write a grant down that was found to be within a limit, in the turn in which that was found."""
    given = Grant(charged_to=charged_to, request=request, **fields_of(wish, agent))
    given.save(force_insert=True)
    hand_on(given)
    return given


@transaction.atomic
def could_not(wish: Wish, *, by: User) -> CouldNot:
    """Write down what somebody was not allowed to give, though they ask nobody for it.

    Raises:
        AuthorityError: no reason is given, or the form was sent already.
    """
    reason_in(wish.reason)
    refuse_twice(wish)
    missed = CouldNot(**fields_of(wish, by))
    missed.save(force_insert=True)
    return missed


@transaction.atomic
def take_back(given: Grant, *, by: User) -> None:
    """Take a grant back that was a slip: the budget is as before, and the system that pays is told.

    Raises:
        AuthorityError: it was taken back already, or paid.
    """
    take_turn_of(given.kind)
    now = timezone.now()
    standing = Grant.objects.filter(pk=given.pk, taken_back_at__isnull=True)
    if not standing.update(taken_back_at=now, taken_back_by=by, written_at=now):
        raise AuthorityError(TAKEN_BACK())
    record(
        Act.UNDONE, Thing.of(given), fields=[FieldChange("taken_back_at", "taken back", None, now)]
    )
    given.refresh_from_db()
    cancel_handing(given)


def fields_of(wish: Wish, agent: User) -> dict[str, Any]:
    """What the ledger keeps of a wish."""
    limit, now = limits_of(agent).get((wish.kind.pk, wish.money.currency)), timezone.now()
    return {
        **({"id": wish.form_id} if wish.form_id else {}),
        "kind": wish.kind,
        "agent": agent,
        "agent_name": agent.agent,
        "limit": limit,
        "amount_minor": wish.money.amount_minor,
        "currency": wish.money.currency,
        "share_bp": wish.share_bp,
        "base_minor": wish.base_minor,
        "reason": wish.reason,
        # One moment for both: at midnight a row would stand on a day of one month, and in the budget of the other.
        "at": now,
        "month": month_of(now),
        **wish.subject.as_fields(),
    }
