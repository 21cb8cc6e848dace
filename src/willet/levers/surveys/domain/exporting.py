"""Links taken out for SMS or chat: each customer once, with the link that opens their page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.levers.surveys.domain.addresses import is_too_late, reach_of
from willet.levers.surveys.domain.changing import State, hold, move
from willet.levers.surveys.domain.claiming import NotNowError, claim
from willet.levers.surveys.domain.links import address_of, public_address
from willet.levers.surveys.models import Invitation, Wave

MOST: Final = 5000


@dataclass(frozen=True, slots=True)
class TakenLink:
    """One customer's link, and the number it goes to."""

    invitation: str
    number: str
    language: str
    link: str
    expires_at: datetime


def take_links(wave: Wave, *, now: datetime | None = None, most: int = MOST) -> list[TakenLink]:
    """Take out what is due: from now on these customers were asked. That it was done is an entry of the activity.

    Raises:
        RequestError: it is not known at which address customers reach Willet.
        VaultClosedError: the vault's key is lost.
    """
    public_address()
    moment = now or timezone.now()
    taken = list(_taken(wave, moment, most))
    if taken:
        count = FieldChange("count", "count", None, len(taken))
        record(Act.EXPORTED, Subject.of(wave), fields=[count])
    return taken


def _taken(wave: Wave, now: datetime, most: int) -> Iterator[TakenLink]:
    due = wave.invitations.filter(state=State.DRAWN, due_at__lte=now).select_related("wave")
    for invitation in due.order_by("due_at", "pk")[:most]:
        if (link := _take_one(invitation, now)) is not None:
            yield link


def _take_one(invitation: Invitation, now: datetime) -> TakenLink | None:
    reach = reach_of(invitation)
    late = is_too_late(invitation, now)
    if late or reach.held_for:
        hold(invitation, Invitation.Held.TOO_LATE if late else reach.held_for)
        return None
    try:
        at = reach.address_mark
        claim(invitation, reach.marks(invitation), now=now, address_mark=at)
    except NotNowError:
        return None
    move(invitation, State.SENDING, State.SENT)
    assert invitation.expires_at is not None
    link = address_of(invitation)
    return TakenLink(
        str(invitation.pk), reach.number, invitation.language, link, invitation.expires_at
    )
