"""What a customer says: kept as the next revision, and what follows of it in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from willet.activity.actors import CUSTOMER, acting
from willet.core.records import RequestError, saying
from willet.levers.surveys.domain.changing import note
from willet.levers.surveys.domain.questions import questions_of
from willet.levers.surveys.domain.reopening import close_open, reopen
from willet.levers.surveys.models import Invitation, Reopening, Reply, SurveyQuestion

EXPIRED: Final = saying(
    "survey_expired",
    "The time to answer has passed. If your problem is not solved, please contact us again.",
)
NOT_ASKED: Final = saying("survey_not_asked", "Nobody was asked with this link yet.")
NO_MARK: Final = saying(
    "survey_no_mark", "Please choose an answer to the first question, then press the button."
)
BAD_MARK: Final = saying(
    "survey_bad_mark",
    "%(mark)s is no answer to this question. Choose one from %(low)s to %(high)s.",
)
TEXT_MAX: Final = 2000
SOURCES: Final = {"mail": Reply.Source.MAIL, "sms": Reply.Source.LINK, "ivr": Reply.Source.IVR}


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What came of one form: a mark for each question by its key, and words beside."""

    marks: Mapping[int, int | None]
    text: str = ""
    is_mine: bool = True
    """Whether whoever answered is the one who called; else nothing of it is counted."""


def answer(invitation: Invitation, given: GivenAnswer, *, now: datetime | None = None) -> int:
    """Keep what was said; its revision, from 1. Said again it is a revision, not a second answer.

    Raises:
        RequestError: the link has expired, nobody was asked, or a mark is missing or on no scale.
    """
    moment = now or timezone.now()
    require_open(invitation, moment)
    questions = questions_of(invitation.wave)
    if given.is_mine:
        _check(given, questions)
    with transaction.atomic(), acting(CUSTOMER):
        # Two forms sent at one moment: the second waits here, and is the second revision.
        Invitation.objects.select_for_update().get(pk=invitation.pk)
        revision = _next_revision(invitation)
        _keep(invitation, given, questions, revision, moment)
        _follow(invitation, given, questions[0], moment)
    return revision


def require_open(invitation: Invitation, now: datetime) -> None:
    """Make sure that the invitation may be answered.

    Raises:
        RequestError: it may not.
    """
    if invitation.sent_at is None:
        raise RequestError(NOT_ASKED())
    if invitation.expires_at is not None and invitation.expires_at < now:
        raise RequestError(EXPIRED())


def _check(given: GivenAnswer, questions: list[SurveyQuestion]) -> None:
    if given.marks.get(questions[0].pk) is None:
        raise RequestError(NO_MARK())
    for question in questions:
        mark = given.marks.get(question.pk)
        if mark is not None and mark not in question.marks:
            raise RequestError(
                BAD_MARK(mark=str(mark), low=question.scale_min, high=question.scale_max)
            )


def _next_revision(invitation: Invitation) -> int:
    last = invitation.answers.order_by("-revision").values_list("revision", flat=True).first()
    return (last or 0) + 1


def _keep(
    invitation: Invitation,
    given: GivenAnswer,
    questions: list[SurveyQuestion],
    revision: int,
    now: datetime,
) -> None:
    for question in questions:
        Reply.objects.create(
            invitation=invitation,
            instrument=question,
            revision=revision,
            score=given.marks.get(question.pk) if given.is_mine else None,
            text=given.text[:TEXT_MAX].replace("\0", "") if question == questions[0] else "",
            source=SOURCES[invitation.wave.channel],
            answered_at=now,
        )


def _follow(
    invitation: Invitation, given: GivenAnswer, first: SurveyQuestion, now: datetime
) -> None:
    """Count it as completed, or as nobody's; and open or close the case's reopening."""
    delivered = invitation.delivered_at or now
    if not given.is_mine:
        note(invitation, disowned_at=now, completed_at=None, delivered_at=delivered)
        close_open(invitation, Reopening.How.DISOWNED, now=now)
        return
    completed = invitation.completed_at or now
    note(
        invitation,
        completed_at=completed,
        disowned_at=None,
        delivered_at=delivered,
        bounced_at=None,
    )
    if given.marks[first.pk]:
        close_open(invitation, Reopening.How.YES, now=now)
    else:
        reopen(invitation, now=now)


def newest(invitation: Invitation) -> dict[int, Reply]:
    """What counts of each question, by its key: the newest revision."""
    return {reply.instrument_id: reply for reply in invitation.answers.order_by("revision")}
