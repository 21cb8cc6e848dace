"""Asked by the phone system: the wave says which calls are asked, the dialplan asks, and hands in digits.

The draw is made here, not by the agent: whoever knows which calls are asked about treats those calls another way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from willet.core.cases.joining import SAME_CALL
from willet.core.records import RequestError, saying
from willet.figures.domain.asking import read_lake
from willet.levers.surveys.domain.addresses import has_opted_out
from willet.levers.surveys.domain.answering import GivenAnswer, answer
from willet.levers.surveys.domain.changing import State, hold, move, note
from willet.levers.surveys.domain.claiming import NotNowError, claim
from willet.levers.surveys.domain.drawing import is_drawn, spoken
from willet.levers.surveys.domain.persons import number_key
from willet.levers.surveys.domain.questions import questions_of
from willet.levers.surveys.domain.resting import mark_of_number, marks_of_person, opted_out
from willet.levers.surveys.domain.starting import digest_of
from willet.levers.surveys.models import Invitation, SurveyQuestion, Wave
from willet.people.visibility import OPEN
from willet.store.turns import take_turn

NO_CALL: Final = saying("ivr_no_call", "Say which call it is: source and call_id are missing.")
NOT_DRAWN: Final = saying("ivr_not_drawn", "This call is not asked. Ask first whether it is.")
BAD_DIGITS: Final = saying(
    "ivr_bad_digits", "“%(digits)s” are no answers. Send a mark for each question, parted by *."
)
YES_DIGIT: Final = {"1": 1, "2": 0, "0": 0}
"""Of *was it solved?*: one is yes, two is no."""


@dataclass(frozen=True, slots=True)
class CallToAsk:
    """A call as its phone system knows it."""

    source: str
    call_id: str
    pbx: str = ""
    number: str = ""
    queue: str = ""
    agent: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        if not (self.source and self.call_id):
            raise RequestError(NO_CALL())

    @property
    def name(self) -> str:
        """What the draw hangs on."""
        return f"{self.source}:{self.pbx}:{self.call_id}"


def wave_of(token: str) -> Wave | None:
    """The wave whose phone system shows this token: one that has ended too, for who was asked may still answer."""
    if not token:
        return None
    return Wave.objects.filter(channel=Wave.Channel.IVR, ivr_digest=digest_of(token)).first()


def is_asked(wave: Wave, call: CallToAsk, *, now: datetime) -> bool:
    """Whether this call is to be asked; asked twice the answer is the same, also at one moment.

    Of a wave that does not run nobody is any more.
    """
    known = _asked_just_now(wave, call, now)
    if known is not None and known.state != State.DRAWN:
        return known.state == State.SENT
    if wave.state != Wave.State.RUNNING:
        return False
    outside = bool(wave.queue) and call.queue != wave.queue
    if known is None and (outside or not is_drawn(wave, call.name)):
        return False
    customer = customer_of(call.number)
    with transaction.atomic():
        # A dialplan that asks again before it was answered hears what the first is told.
        take_turn(f"survey of the call {wave.pk} {call.name}")
        return _decided(_drawn(wave, call, customer, now), call.number, now)


def invitation_of(wave: Wave, call: CallToAsk) -> Invitation | None:
    """The invitation of a call; of an id that began again that of the newest."""
    return _of_id(wave, call).first()


def _of_id(wave: Wave, call: CallToAsk) -> QuerySet[Invitation]:
    calls = wave.invitations.filter(source=call.source, call_id=call.call_id, pbx=call.pbx)
    return calls.select_related("wave").order_by("-arrived_at", "pk")


def _asked_just_now(wave: Wave, call: CallToAsk, now: datetime) -> Invitation | None:
    """The invitation of this very call: an id that comes again much later is another call's."""
    return _of_id(wave, call).filter(arrived_at__gt=now - SAME_CALL).first()


def _drawn(wave: Wave, call: CallToAsk, customer: str, now: datetime) -> Invitation:
    """The invitation of this call, made where there is none; whoever asks has the call's turn, so there is one."""
    known = _asked_just_now(wave, call, now)
    return known or _new(wave, call, customer, now)


def _new(wave: Wave, call: CallToAsk, customer: str, now: datetime) -> Invitation:
    known: dict[str, Any] = {
        "customer_key": customer,
        "arrived_at": now,
        "queue": call.queue,
        "agent": call.agent,
        "language": spoken(call.language, wave),
        "inclusion_p": float(wave.share),
        "drawn_at": now,
        "due_at": now,
    }
    ids = {"source": call.source, "pbx": call.pbx, "call_id": call.call_id}
    return Invitation.objects.create(wave=wave, **ids, **known)


def _decided(invitation: Invitation, number: str, now: datetime) -> bool:
    """Whether it is asked: as was decided before, else now."""
    if invitation.state != State.DRAWN:
        return invitation.state == State.SENT
    marks = [*marks_of_person(invitation.customer_key), mark_of_number(number)]
    if opted_out(marks) or has_opted_out(invitation.customer_key):
        hold(invitation, Invitation.Held.OPTED_OUT)
        return False
    try:
        claim(invitation, marks, now=now)
    except NotNowError:
        return False
    move(invitation, State.SENDING, State.SENT)
    return True


def customer_of(number: str) -> str:
    """The lake's key of whoever calls from a number, in digits; empty where nobody can be told by it."""
    key = number_key(number)
    if not key:
        return ""
    sql = "SELECT customer_key FROM contacts WHERE number_key = $key AND customer_key IS NOT NULL "
    newest = f"{sql} ORDER BY arrived_at DESC LIMIT 1"
    reading = read_lake(OPEN)
    rows = reading.whole.rows(newest, {"key": int(key)}) if reading is not None else []
    return str(rows[0][0]) if rows else key


def note_heard(invitation: Invitation, *, now: datetime) -> None:
    """The customer was asked aloud: that is what *delivered* means on the phone."""
    note(invitation, unless="delivered_at", delivered_at=now)


def take_digits(invitation: Invitation, digits: str, *, now: datetime) -> int:
    """Keep the digits as an answer; its revision.

    Raises:
        RequestError: they are no marks, or not on the scales, or the call was not asked.
    """
    return answer(invitation, GivenAnswer(_marks(invitation.wave, digits)), now=now)


def _marks(wave: Wave, digits: str) -> Mapping[int, int | None]:
    questions, given = questions_of(wave), digits.strip().split("*")
    if len(given) > len(questions):
        raise RequestError(BAD_DIGITS(digits=digits[:40]))
    return {q.pk: _mark(q, text, digits) for q, text in zip(questions, given, strict=False)}


def _mark(question: SurveyQuestion, text: str, digits: str) -> int | None:
    if not text:
        return None
    mark = YES_DIGIT.get(text) if question.kind == question.Kind.RESOLVED else _number(text)
    if mark is None:
        raise RequestError(BAD_DIGITS(digits=digits[:40]))
    return mark


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
