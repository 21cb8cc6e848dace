"""What customers said reaches the lake once, as evidence of its case; taken back and revised it counts as said last."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.levers.surveys.asking import a_wave, an_invitation
from tests.levers.surveys.landing import answers, evidence_of, land
from tests.scaffold.cast import Cast
from willet.levers.surveys.domain.answering import GivenAnswer, answer
from willet.levers.surveys.domain.standard import put_standard_in, standard_question
from willet.levers.surveys.facts import changed_since
from willet.levers.surveys.models import Invitation, SurveyQuestion

# c02 was answered by Otto, who said that it was not solved; k2 called once.
ARRIVED = datetime(2026, 3, 2, 8, 10, tzinfo=UTC)


def asked(cast: Cast, *kinds: str, **values: object) -> Invitation:
    put_standard_in()
    wave = a_wave(cast.manager, name="Spring", share="0.25")
    wave.questions.set(SurveyQuestion.objects.filter(kind__in=kinds))
    known = {"contact_id": "table:c02", "arrived_at": ARRIVED, "inclusion_p": 0.25}
    return an_invitation(wave, **{**known, **values})


def marks(**given: int) -> dict[int, int | None]:
    return {standard_question(kind).pk: mark for kind, mark in given.items()}


@pytest.mark.journey("history")
def test_silence_is_a_row_without_a_score_and_an_answer_its_next_revision(
    cast: Cast, small_lake: Path
) -> None:
    invitation = asked(cast, "csat", "ces", "nps")
    land()
    silent = [("table:c02", k, s, None, "mail", 0.25, 1) for k, s in SCALES.items()]
    assert answers() == silent
    assert evidence_of("table:c02") == (None, "disposition")

    answer(invitation, GivenAnswer(marks(resolved=1, csat=4, ces=7, nps=0)))
    land()

    scores = {"resolved": 1.0, "csat": 4.0, "ces": 7.0, "nps": 0.0}
    assert answers() == [("table:c02", k, s, scores[k], "mail", 0.25, 2) for k, s in SCALES.items()]
    assert evidence_of("table:c02") == (True, "customer")


SCALES = {"ces": "1-7 high_is_easy", "csat": "1-5", "nps": "0-10", "resolved": "0-1"}


@pytest.mark.journey("history")
def test_the_newest_revision_counts_and_a_call_disowned_counts_as_nobodys(
    cast: Cast, small_lake: Path
) -> None:
    invitation = asked(cast)
    answer(invitation, GivenAnswer(marks(resolved=1)))
    answer(invitation, GivenAnswer(marks(resolved=0)))
    land()
    assert evidence_of("table:c02") == (False, "customer")

    answer(invitation, GivenAnswer({}, is_mine=False))
    land()

    assert [row[3] for row in answers()] == [None]
    assert evidence_of("table:c02") == (None, "disposition")


def test_whoever_was_drawn_and_not_asked_is_no_row(cast: Cast) -> None:
    asked(cast, state=Invitation.State.HELD, sent_at=None)

    assert list(changed_since(None)) == []


def test_only_what_was_written_since_is_handed_in(cast: Cast) -> None:
    early, late = datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 3, 6, tzinfo=UTC)
    asked(cast, written_at=early)

    assert len(list(changed_since(early))) == 1
    assert len(list(changed_since(late))) == 0
