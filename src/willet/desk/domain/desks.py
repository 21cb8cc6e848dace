"""The calls on somebody's desk: those that ring or talk, those that ended a while ago without a word, and new ones."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from willet.calls.domain.calls import Call
from willet.core.cases.joining import is_call_of
from willet.core.records import RequestError, saying
from willet.core.sources.rooms import BY_HAND
from willet.desk.domain.callers import caller_of
from willet.desk.domain.statements import is_leg_of, named_as
from willet.desk.models import Leg, PhoneCall
from willet.people.agents.alike import names_of
from willet.people.models import User
from willet.store.turns import take_turn

RINGS: Final = timedelta(minutes=10)
"""A call that rings longer was lost on its way: nothing was heard of its end."""
TALKS: Final = timedelta(hours=4)
WAITS: Final = timedelta(hours=12)
"""How long a call that ended waits on the desk for a word."""
RECENT: Final = 20
LONGEST_AGO: Final = timedelta(days=366)
LONG_AGO = saying(
    "desk_by_hand_long_ago",
    "This call would have begun more than a year ago. Look at the date once more.",
)
AHEAD = saying("desk_by_hand_ahead", "This call would begin in the future.")


def open_legs(person: User) -> QuerySet[Leg]:
    """What rings or talks, and what ended without a word so far; the newest first."""
    now = timezone.now()
    rings = Q(connected_at=None, ended_at=None, heard_at__gt=now - RINGS)
    talks = Q(connected_at__isnull=False, ended_at=None, heard_at__gt=now - TALKS)
    waits = Q(connected_at__isnull=False, ended_at__gt=now - WAITS, dispositions=None)
    return _of(person).filter(rings | talks | waits).distinct()


def recent_legs(person: User) -> QuerySet[Leg]:
    """The calls that somebody took of late, the newest first, with what was said of them."""
    taken = _of(person).filter(connected_at__isnull=False)
    return taken.prefetch_related("dispositions")[:RECENT]


def leg_named(person: User, leg: str) -> Leg | None:
    """The person's own leg of this id; None where it is no id, or another's."""
    try:
        return _of(person).filter(pk=UUID(leg)).first()
    except ValueError:
        return None


def _of(person: User) -> QuerySet[Leg]:
    return Leg.objects.filter(person=person).select_related("call").order_by("-heard_at", "pk")


def write_down(person: User, *, number: str, began_at: datetime, case_ref: str = "") -> Leg:
    """A call that the phone system told nothing of, written down by its agent.

    Raises:
        RequestError: it would begin in the future, or more than a year ago.
    """
    if began_at > timezone.now():
        raise RequestError(AHEAD())
    if began_at < timezone.now() - LONGEST_AGO:
        raise RequestError(LONG_AGO())
    caller = caller_of(number) if number else None
    with transaction.atomic():
        call = PhoneCall.objects.create(
            source=BY_HAND,
            began_at=began_at,
            number=caller.number if caller else "",
            customer_key=caller.key if caller else "",
            case_ref=case_ref,
        )
        return _talked(call, person, began_at, Leg.Origin.HAND)


def open_record(person: User, contact: Call, arrived_at: datetime) -> Leg:
    """The desk's leg of a call of the call records; opened twice it is one."""
    with transaction.atomic():
        take_turn(f"desk record {contact.contact_id}")
        known = _known_leg(person, contact, arrived_at)
        return (
            known
            or _of_events(person, contact, arrived_at)
            or _of_record(person, contact, arrived_at)
        )


def _known_leg(person: User, contact: Call, arrived_at: datetime) -> Leg | None:
    """The leg under the contact's own id; an id begins again another month, and then it is another call's."""
    legs = _of(person).filter(call__contact_id=contact.contact_id)
    return next((leg for leg in legs if is_leg_of(leg, contact.contact_id, arrived_at)), None)


def _of_events(person: User, contact: Call, arrived_at: datetime) -> Leg | None:
    """The leg that events told of as the contact's; one that was nobody's is its agent's from now on."""
    source, _sign, call_id = contact.contact_id.partition(":")
    theirs = Q(person=person) | Q(person=None, agent__in=names_of(person.agent, source))
    legs = Leg.objects.filter(theirs, call__call_id=call_id, call__contact_id="")
    fitting = (
        leg
        for leg in legs.select_related("call").order_by(
            F("person").asc(nulls_last=True), "-heard_at"
        )
        if is_leg_of(leg, contact.contact_id, arrived_at)
    )
    leg = next(fitting, None)
    if leg is not None and leg.person is None:
        leg.person = person
        leg.save(update_fields=["person"])
    return leg


def _of_record(person: User, contact: Call, arrived_at: datetime) -> Leg:
    calls = PhoneCall.objects.filter(contact_id=contact.contact_id)
    same = (c for c in calls if is_call_of(named_as(c), contact.contact_id, arrived_at))
    call = next(same, None)
    if call is None:
        call = PhoneCall.objects.create(
            source=contact.contact_id.partition(":")[0],
            contact_id=contact.contact_id,
            began_at=arrived_at,
            customer_key="" if contact.customer_key is None else str(contact.customer_key),
            direction=contact.direction or "",
            queue=contact.queue or "",
        )
    return _talked(call, person, arrived_at, Leg.Origin.RECORD)


def _talked(call: PhoneCall, person: User, at: datetime, origin: Leg.Origin) -> Leg:
    return Leg.objects.create(
        call=call,
        agent=person.agent or person.username,
        person=person,
        origin=origin,
        connected_at=at,
        ended_at=at,
    )
