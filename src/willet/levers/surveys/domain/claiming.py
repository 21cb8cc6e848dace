"""Takes an invitation to ask with: its customer rests from now on, or nobody is asked; all in one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from willet.core.cases.joining import SAME_CALL
from willet.levers.surveys.domain.changing import State, hold, move
from willet.levers.surveys.domain.resting import RestingError, TakenRest, give_back, take
from willet.levers.surveys.models import Invitation


class NotNowError(Exception):
    """This invitation is not sent by whoever wanted to: somebody else does, or its customer rests."""


def claim(
    invitation: Invitation, marks: Sequence[str], *, now: datetime, address_mark: str = ""
) -> list[TakenRest]:
    """Take it. Where the customer rests it is held for good: a question asked much later is another one.

    Raises:
        NotNowError: it is not to be sent.
    """
    try:
        with transaction.atomic():
            taken = take(marks, now=now, days=invitation.wave.quarantine_days)
            if _asked_by_another_wave(invitation):
                raise RestingError
            _begin(invitation, address_mark, now)
    except RestingError:
        hold(invitation, Invitation.Held.QUARANTINED)
        raise NotNowError from None
    return taken


def _begin(invitation: Invitation, address_mark: str, now: datetime) -> None:
    expires = now + timedelta(days=invitation.wave.expires_days)
    begun = move(
        invitation,
        State.DRAWN,
        State.SENDING,
        sent_at=now,
        expires_at=expires,
        address_mark=address_mark,
    )
    if not begun:
        raise NotNowError


def release(invitation: Invitation, taken: Sequence[TakenRest], *, now: datetime) -> None:
    """Give it back: nothing can have reached the customer."""
    with transaction.atomic():
        if move(invitation, State.SENDING, State.DRAWN, sent_at=None, expires_at=None):
            give_back(taken, now=now)


def _asked_by_another_wave(invitation: Invitation) -> bool:
    if not invitation.contact_id:
        return False
    near = invitation.arrived_at - SAME_CALL, invitation.arrived_at + SAME_CALL
    same = Invitation.objects.filter(contact_id=invitation.contact_id, arrived_at__range=near)
    others = same.exclude(pk=invitation.pk)
    return others.exclude(sent_at=None).exists()
