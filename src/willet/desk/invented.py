"""An invented desk for the demo: what agents said of the calls of the last days, the honest and the flattering."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from willet.desk.models import Callback, Disposition, Leg, PhoneCall, Solved
from willet.ui.invented import InventedCall, InventedCentre

SEED: Final = 20_261_130
LASTED: Final = timedelta(days=7)
TALKED: Final = timedelta(minutes=6)
TAGS: Final = ("VIP", "eSIM", "IPTV", "5G")
"""Agents type tags once, and no list translates them: these are the same word in each language."""
TAGGED: Final = 0.2
OPEN_CALLBACKS: Final = 2
PROMISED, KEPT, WITHIN = 0.3, 0.8, timedelta(days=1)
"""Of calls that were not solved so many were promised a call back, so many of those got it, and by when."""


def invent(centre: InventedCentre) -> None:
    """A leg and its word for each call of the last week; of the demo's agent also callbacks still to be kept."""
    chance = random.Random(SEED)  # noqa: S311 -- an invented world, no secret
    since = [c for c in centre.calls if c.arrived_at >= centre.ends - LASTED and c.agent]
    people = {person.agent: person for person in centre.people.values() if person.agent}
    calls = {call.contact_id: _call(call) for call in since}
    legs = [(_leg(calls[c.contact_id], c, people), c) for c in since]
    PhoneCall.objects.bulk_create(calls.values(), batch_size=500)
    Leg.objects.bulk_create([leg for leg, _call in legs], batch_size=500)
    spoken = [_word(leg, call, chance) for leg, call in legs if call.word >= 0]
    Disposition.objects.bulk_create(spoken, batch_size=500)
    Callback.objects.bulk_create(_past(spoken, centre.ends), batch_size=500)
    _promise([leg for leg, _call in legs if leg.person is not None])


def _call(call: InventedCall) -> PhoneCall:
    source, _sign, call_id = call.contact_id.partition(":")
    return PhoneCall(
        source=source, call_id=call_id, contact_id=call.contact_id, began_at=call.arrived_at,
        customer_key=call.customer_key, direction="inbound", queue=call.queue,
        revision=1 if call.word >= 0 else 0, revised_at=call.arrived_at + TALKED,
    )  # fmt: skip


def _leg(call: PhoneCall, of: InventedCall, people: Mapping[str, Any]) -> Leg:
    ended = of.arrived_at + TALKED
    return Leg(
        call=call, agent=of.agent, person=people.get(of.agent), origin=Leg.Origin.EVENT,
        rang_at=of.arrived_at, connected_at=of.arrived_at, ended_at=ended, heard_at=ended,
    )  # fmt: skip


def _word(leg: Leg, call: InventedCall, chance: random.Random) -> Disposition:
    solved = call.word == 1
    return Disposition(
        leg=leg, by=leg.person, at=call.arrived_at + TALKED, topic=call.topic,
        resolved=(Solved.YES if solved else Solved.NO).value, cause="" if solved else call.cause,
        tags=[chance.choice(TAGS)] if chance.random() < TAGGED else [],
    )  # fmt: skip


def _past(spoken: Sequence[Disposition], ends: datetime) -> Iterator[Callback]:
    """Callbacks whose time has passed: most were made, the others not."""
    chance = random.Random(SEED + 1)  # noqa: S311 -- an invented world, no secret
    for one in spoken:
        is_over = one.at + WITHIN <= ends
        if one.resolved == Solved.NO and is_over and chance.random() < PROMISED:
            kept_at = one.at + WITHIN * chance.uniform(0.1, 0.9) if chance.random() < KEPT else None
            yield Callback(
                leg=one.leg, owner=one.by, promised_at=one.at, due_at=one.at + WITHIN, kept_at=kept_at,
                is_over=True, revised_at=one.at + WITHIN,
            )  # fmt: skip


def _promise(mine: Sequence[Leg]) -> None:
    for number, leg in enumerate(mine[-OPEN_CALLBACKS:], 1):
        due = timezone.now() + timedelta(hours=4 * number)
        Callback.objects.create(leg=leg, owner=leg.person, due_at=due)


INVENT = (invent,)
