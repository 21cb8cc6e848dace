"""An event taken in: once or twice, in any order, each leaves the same call, and the agent's page hears of it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from willet.core.cases.joining import SAME_CALL
from willet.core.metrics import holds
from willet.core.records import RequestError, saying
from willet.desk.domain.agents import person_of
from willet.desk.domain.callers import caller_of
from willet.desk.domain.events import PhoneEvent
from willet.desk.domain.promising import keep_promises
from willet.desk.domain.statements import revise
from willet.desk.models import Leg, PhoneCall, PhoneLink
from willet.desk.topics import tell_desk
from willet.people.agents.alike import names_of
from willet.store.turns import take_turn

OTHER_PBX = saying(
    "desk_other_pbx",
    "The event is of the phone system %(pbx)s, and this token is for %(own)s. Make a token for each phone system.",
)
_NOTE_EVERY = timedelta(minutes=1)
_MOMENTS: Final = {"ringing": "rang_at", "connected": "connected_at", "ended": "ended_at"}


def take_event(event: PhoneEvent, link: PhoneLink) -> Leg:
    """Keep what an event says. What is known already stays: the ids, the agent and the times of a call are frozen.

    Raises:
        RequestError: it is of another phone system than its token.
    """
    if link.pbx and event.pbx and event.pbx != link.pbx:
        raise RequestError(OTHER_PBX(pbx=repr(event.pbx), own=repr(link.pbx)))
    with transaction.atomic():
        take_turn(f"desk events of {link.source}")
        leg = _leg(_call(event, link), event, link)
        _note_use(link)
        if leg.person is not None:
            tell_desk(leg.person, leg)
    return leg


def _call(event: PhoneEvent, link: PhoneLink) -> PhoneCall:
    pbx = link.pbx or event.pbx
    near = event.at - SAME_CALL, event.at + SAME_CALL
    known = PhoneCall.objects.filter(
        source=link.source, pbx=pbx, call_id=event.call_id, began_at__range=near
    ).order_by("-began_at")
    call = known.first()
    if call is None:
        call = PhoneCall(source=link.source, pbx=pbx, call_id=event.call_id, began_at=event.at)
    _learn(call, event)
    call.save()
    return call


def _learn(call: PhoneCall, event: PhoneEvent) -> None:
    """Fill in what is not known yet; a caller who is known stays."""
    if event.number and not call.number and not call.customer_key:
        caller = caller_of(event.number)
        call.number, call.customer_key = caller.number, caller.key
    call.queue = call.queue or event.queue
    call.case_ref = call.case_ref or event.case_ref
    call.direction = call.direction or event.direction
    call.began_at = min(call.began_at, event.at)


def _leg(call: PhoneCall, event: PhoneEvent, link: PhoneLink) -> Leg:
    leg = _known_leg(call, event)
    before = leg.connected_at
    moment = _MOMENTS[event.state]
    if getattr(leg, moment) is None:
        setattr(leg, moment, event.at)
    if leg.connected_at and leg.ended_at and leg.connected_at > leg.ended_at:
        # The end overtook the beginning, which bore no time of its own.
        leg.connected_at = leg.ended_at
    leg.person = leg.person or person_of(event.agent, link.source)
    leg.heard_at = timezone.now()
    leg.save()
    if before is None and leg.connected_at is not None:
        _connected(call, leg.connected_at)
    return leg


def _known_leg(call: PhoneCall, event: PhoneEvent) -> Leg:
    """The agent's leg of this call, under whatever name; one without an id gets it from the event that has one."""
    legs = _legs_of(event.agent, call)
    same = [leg for leg in legs if leg.leg == event.leg]
    nameless = [leg for leg in legs if not leg.leg or not event.leg]
    leg = next(iter([*same, *nameless]), None)
    if leg is None:
        return Leg(call=call, agent=event.agent, leg=event.leg)
    leg.leg = leg.leg or event.leg
    return leg


def _legs_of(agent: str, call: PhoneCall) -> list[Leg]:
    """The legs of an agent; one who was given another name while the call lasts goes on with the leg of before."""
    legs = list(call.legs.order_by("pk"))
    same = [leg for leg in legs if leg.agent == agent]
    if same or not legs:
        return same
    names = names_of(agent, call.source)
    return [leg for leg in legs if leg.agent in names]


def _connected(call: PhoneCall, at: datetime) -> None:
    """Somebody talks: another leg may be the last one now, and a callback may be kept."""
    if call.revision:
        revise(call)
    if holds("outbound", direction=call.direction) and call.customer_key:
        keep_promises(call.customer_key, at)


def _note_use(link: PhoneLink) -> None:
    now = timezone.now()
    if link.last_event_at is None or now - link.last_event_at > _NOTE_EVERY:
        link.last_event_at = now
        link.save(update_fields=["last_event_at"])
