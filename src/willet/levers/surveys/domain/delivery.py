"""What a mail or message service says of an invitation afterwards: that it arrived, or came back."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from willet.levers.surveys.domain.changing import State, note
from willet.levers.surveys.domain.resting import note_bounce
from willet.levers.surveys.domain.stopping import stop
from willet.levers.surveys.models import Invitation

DELIVERED: Final = frozenset({"delivered"})
STOPPED: Final = frozenset({"complained", "unsubscribed"})
"""Who calls a mail spam is asked no more."""
CAME_BACK: Final = frozenset({"bounced", "rejected", "failed"})
"""Events as django-anymail names them. Opens and clicks are passed over: a scanner does both."""


def note_event(pk: str, event: str, *, at: datetime | None = None) -> bool:
    """Note that an invitation arrived or came back; whether that was news.

    A mail that came back after it seemed delivered is not delivered; one that was answered arrived, whatever is said.
    """
    invitation = _asked(pk)
    if invitation is None:
        return False
    moment = at or timezone.now()
    if event in STOPPED:
        stop(invitation, now=moment)
        return True
    if event in DELIVERED and invitation.bounced_at is None:
        return note(invitation, unless="delivered_at", delivered_at=moment)
    if event in CAME_BACK and invitation.completed_at is None:
        note_bounce(invitation.address_mark, now=moment)
        return note(invitation, unless="bounced_at", bounced_at=moment, delivered_at=None)
    return False


def _asked(pk: str) -> Invitation | None:
    try:
        named = UUID(str(pk))
    except ValueError:
        return None
    return Invitation.objects.filter(pk=named, state__in=[State.SENT, State.SENDING]).first()


def hear(sender: Any, event: Any, **_rest: Any) -> None:
    """An event of django-anymail's signal `tracking`."""
    named = (getattr(event, "metadata", None) or {}).get("invitation")
    if named:
        note_event(named, event.event_type, at=event.timestamp)
