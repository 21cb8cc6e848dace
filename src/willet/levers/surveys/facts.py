"""What customers were asked and said, for the lake: one row for each question of each invitation that went out."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from willet.core.sources.rooms import About, Facts, RoomRow
from willet.levers.surveys.domain.questions import questions_of
from willet.levers.surveys.models import Invitation, Reply, SurveyQuestion, Wave

ANSWERS: Final = "surveys.answers"


def changed_since(moment: datetime | None) -> Iterator[RoomRow]:
    """The newest wording of every invitation written since."""
    asked = Invitation.objects.exclude(sent_at=None).select_related("wave")
    if moment is not None:
        asked = asked.filter(written_at__gte=moment)
    questions: dict[int, list[SurveyQuestion]] = {}
    for invitation in asked.prefetch_related("answers").iterator(chunk_size=1000):
        wave = invitation.wave
        if wave.pk not in questions:
            questions[wave.pk] = questions_of(wave)
        yield from _rows(invitation, questions[wave.pk])


def _rows(invitation: Invitation, questions: Iterable[SurveyQuestion]) -> Iterator[RoomRow]:
    newest = {reply.instrument_id: reply for reply in invitation.answers.all()}
    for question in questions:
        yield RoomRow(
            room=ANSWERS,
            table="answers",
            id=f"{invitation.pk.hex}-{question.code}",
            revision=invitation.revision,
            written_at=invitation.written_at,
            values=_values(invitation, question, newest.get(question.pk)),
            about=_about(invitation),
        )


def _values(
    invitation: Invitation, question: SurveyQuestion, reply: Reply | None
) -> dict[str, str | float | datetime | None]:
    score = reply.score if reply is not None else None
    return {
        "instrument": question.code,
        "scale": question.scale,
        "invitation": f"surveys:{invitation.pk.hex}",
        "wave": invitation.wave.name,
        "asked_by": _asked_by(invitation.wave),
        "inclusion_p": invitation.inclusion_p,
        "delivered_at": invitation.delivered_at,
        "score": None if score is None else float(score),
        "answered_at": reply.answered_at if reply is not None and score is not None else None,
    }


def _asked_by(wave: Wave) -> str:
    return str(wave.channel)


def _about(invitation: Invitation) -> About:
    if invitation.contact_id:
        return About(contact_id=invitation.contact_id, at=invitation.arrived_at)
    return About(
        source=invitation.source,
        call_id=invitation.call_id,
        pbx=invitation.pbx or None,
        at=invitation.arrived_at,
    )


FACTS = (Facts(ANSWERS, "answers", changed_since),)
