"""What counts of a call: one disposition per leg, and of these the last leg's; each change is another wording."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import F
from django.utils import timezone

from willet.core.cases.joining import is_call_of
from willet.core.sources.rooms import BY_HAND, About
from willet.desk.models import Disposition, Leg, PhoneCall, Solved

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def revise(call: PhoneCall) -> None:
    """Count one more wording of a call; the lake takes the newest.

    Counted in the database: agents of two legs may speak at one moment, and neither wording may be lost.
    """
    PhoneCall.objects.filter(pk=call.pk).update(
        revision=F("revision") + 1, revised_at=timezone.now()
    )
    call.refresh_from_db(fields=["revision", "revised_at"])


def last_leg(legs: Iterable[Leg]) -> Leg | None:
    """The leg of whoever talked last; where nobody is known to have talked, the one heard of last."""
    return max(legs, key=lambda leg: (leg.connected_at or _LONG_AGO, leg.heard_at), default=None)


def counting(call: PhoneCall) -> Disposition | None:
    """The disposition that counts: the newest of the last leg; None where that one has none."""
    leg = last_leg(call.legs.all())
    return newest(leg) if leg is not None else None


def newest(leg: Leg) -> Disposition | None:
    """The wording of a leg's disposition that holds now."""
    return max(leg.dispositions.all(), key=lambda one: one.revision, default=None)


def solved_words(leg: Leg) -> str:
    """What was said of a leg, in a word; empty where nothing was."""
    one = newest(leg)
    return str(Solved(one.resolved).label) if one is not None else ""


def is_leg_of(leg: Leg, contact_id: str, arrived_at: datetime) -> bool:
    """Whether a leg that events told of is one of this contact: by source, phone system, id and time."""
    named = about(leg.call, leg)
    return named is not None and is_call_of(named, contact_id, arrived_at)


def kept_with(call: PhoneCall, leg: Leg) -> About:
    """What is done in a call is kept with this: what a row speaks of, else the desk's id of one written by hand."""
    at = leg.connected_at or leg.rang_at or call.began_at
    own = About(source=BY_HAND, call_id=str(call.pk), agent=leg.agent, at=at)
    return about(call, leg) or own


def named_as(call: PhoneCall) -> About:
    """A call by the ids and the moment at which it began, whatever its legs say."""
    if call.contact_id:
        return About(contact_id=call.contact_id, at=call.began_at)
    ids = {"source": call.source, "call_id": call.call_id, "pbx": call.pbx or None}
    return About(**ids, at=call.began_at)


def about(call: PhoneCall, leg: Leg) -> About | None:
    """What a row of this call speaks of; None while nothing is known that the records could be joined by."""
    at = leg.connected_at or leg.rang_at or call.began_at
    if call.contact_id:
        return About(contact_id=call.contact_id, agent=leg.agent, at=at)
    if call.call_id:
        return About(
            source=call.source,
            call_id=call.call_id,
            pbx=call.pbx or None,
            agent=leg.agent,
            at=at,
        )
    return About(case_ref=call.case_ref, agent=leg.agent, at=at) if call.case_ref else None
