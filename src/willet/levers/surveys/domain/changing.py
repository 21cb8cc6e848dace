"""Moves an invitation on, by compare-and-set, and counts a wording more for the lake where that changes."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from willet.levers.surveys.models import Invitation

State = Invitation.State


def move(invitation: Invitation, before: str, to: str, **values: Any) -> bool:
    """Change how far it is; False where somebody else changed that first."""
    return _written(invitation, {"state": before}, {"state": to, **values})


def note(invitation: Invitation, *, unless: str = "", **values: Any) -> bool:
    """Set moments of it; with `unless` only where that one is not set yet. Says whether it was done."""
    return _written(invitation, {unless: None} if unless else {}, values)


def hold(invitation: Invitation, why: str) -> bool:
    """Note that whoever was drawn is not asked."""
    return move(invitation, State.DRAWN, State.HELD, held_for=str(why))


def _written(invitation: Invitation, still: dict[str, Any], values: dict[str, Any]) -> bool:
    now: datetime = timezone.now()
    known = Invitation.objects.filter(pk=invitation.pk, **still)
    changed = known.update(revision=F("revision") + 1, written_at=now, **values)
    if changed:
        invitation.refresh_from_db()
    return bool(changed)
