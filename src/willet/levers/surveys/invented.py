"""An invented wave for the demo: customers answer more often where they were helped, as people do."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from willet.levers.surveys.domain.drawing import is_drawn, spoken
from willet.levers.surveys.domain.questions import questions_of
from willet.levers.surveys.domain.reopening import (
    close,
    close_by_later_contacts,
    owner_of,
    reopen,
)
from willet.levers.surveys.domain.standard import put_standard_in, standard_question
from willet.levers.surveys.models import Invitation, Reopening, Reply, Wave
from willet.ui.invented import InventedCall, InventedCentre

SEED: Final = 20_261_130
LASTED, RESTS, LATE = timedelta(days=28), timedelta(days=30), timedelta(days=5)
HAS_ADDRESS, ARRIVES = 0.85, 0.97
ANSWERS: Final = {True: 0.45, False: 0.25}
"""Of those helped and of those not helped so many answer: which is why the plain share is too high."""
State, Held = Invitation.State, Invitation.Held


def invent(centre: InventedCentre) -> None:
    """A wave over the last four weeks, with answers tied to the truth, and what followed of each no."""
    put_standard_in()
    wave = _wave(centre)
    chance = random.Random(SEED)  # noqa: S311 -- an invented world, no secret
    asked = dict[str, datetime]()
    since = [c for c in centre.calls if c.arrived_at >= centre.ends - LASTED]
    drawn = [_asked(wave, call, asked, chance) for call in since if is_drawn(wave, call.contact_id)]
    Invitation.objects.bulk_create([invitation for invitation, _call in drawn], batch_size=500)
    Reply.objects.bulk_create([r for i, c in drawn for r in _replies(i, c)], batch_size=500)
    _follow([i for i, c in drawn if i.completed_at and not c.solved], centre.ends)


def _wave(centre: InventedCentre) -> Wave:
    wave = Wave.objects.create(
        name=f"CSAT {centre.ends:%Y-%m}",
        company="Veldhuis Telecom",
        owner=centre.people["manager"],
        share="0.4",
        state=Wave.State.ENDED,
        started_at=centre.ends - LASTED,
        ended_at=centre.ends,
        seed=str(SEED),
    )
    wave.questions.add(standard_question("csat"))
    return wave


def _asked(
    wave: Wave, call: InventedCall, asked: dict[str, datetime], chance: random.Random
) -> tuple[Invitation, InventedCall]:
    """How far one customer is: held for a reason, sent, arrived, answered."""
    due = call.arrived_at + timedelta(hours=wave.delay_h)
    invitation = Invitation(
        wave=wave, contact_id=call.contact_id, customer_key=call.customer_key, arrived_at=call.arrived_at,
        queue=call.queue, agent=call.agent, team=call.team, language=spoken(call.language, wave),
        inclusion_p=float(wave.share), drawn_at=call.arrived_at, due_at=due, revision=1, written_at=due,
    )  # fmt: skip
    last = asked.get(call.customer_key)
    if not call.customer_key or chance.random() > HAS_ADDRESS:
        invitation.state, invitation.held_for = State.HELD, Held.NO_ADDRESS
    elif last is not None and due < last + RESTS:
        invitation.state, invitation.held_for = State.HELD, Held.QUARANTINED
    else:
        asked[call.customer_key] = due
        _sent(invitation, call, due, chance)
    return invitation, call


def _sent(invitation: Invitation, call: InventedCall, due: datetime, chance: random.Random) -> None:
    invitation.state, invitation.sent_at = State.SENT, due
    invitation.expires_at = due + timedelta(days=invitation.wave.expires_days)
    if chance.random() > ARRIVES:
        invitation.bounced_at = due
        return
    invitation.delivered_at = due
    answered = due + timedelta(hours=chance.expovariate(1 / 20))
    if chance.random() < ANSWERS[call.solved] and answered < call.arrived_at + LATE:
        invitation.opened_at = invitation.completed_at = invitation.written_at = answered


def _replies(invitation: Invitation, call: InventedCall) -> Sequence[Reply]:
    if invitation.completed_at is None:
        return []
    marks = {"resolved": int(call.solved), "csat": call.feeling}
    return [
        Reply(
            invitation=invitation, instrument=question, revision=1, score=marks[question.code],
            source=Reply.Source.MAIL, answered_at=invitation.completed_at,
        )
        for question in questions_of(invitation.wave)
    ]  # fmt: skip


def _follow(unsolved: Sequence[Invitation], ends: datetime) -> None:
    """Each no is taken up; a later call closes it, or somebody in time; the newest are open."""
    for invitation in unsolved:
        _reopen(invitation, ends)
    close_by_later_contacts(now=ends)
    old = Reopening.objects.filter(closed_at=None, due_at__lt=ends - LATE)
    for reopening in old:
        close(reopening, Reopening.How.HAND, now=reopening.due_at, note="Called back; solved.")


def _reopen(invitation: Invitation, ends: datetime) -> None:
    """The newest are told to whoever takes them up; of the others the notice was read long ago."""
    opened = invitation.completed_at
    assert opened is not None, "only answers are followed"
    if opened > ends - LATE:
        reopen(invitation, now=opened)
        return
    due = opened + timedelta(days=invitation.wave.due_days)
    owner = owner_of(invitation)
    Reopening.objects.create(invitation=invitation, owner=owner, opened_at=opened, due_at=due)


INVENT = (invent,)
