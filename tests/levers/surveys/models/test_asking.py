"""A question on its scale, as the lake keeps it and as pages order it; a wave that may still be changed."""

from datetime import UTC, datetime

import pytest

from willet.core.sources.rooms import About
from willet.levers.surveys.models import Invitation, SurveyQuestion, Wave

KIND, END = SurveyQuestion.Kind, SurveyQuestion.GoodEnd
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "end", "scale"),
    [
        (KIND.CSAT, END.HIGH, "1-5"),
        (KIND.CSAT, END.LOW, "1-5 low_is_good"),
        (KIND.OWN, END.LOW, "1-5 low_is_good"),
        (KIND.OWN, END.HIGH, "1-5"),
        (KIND.CES, END.HIGH, "1-5 high_is_easy"),
        (KIND.CES, END.LOW, "1-5 low_is_easy"),
    ],
)
def test_a_scale_as_the_lake_keeps_it(
    kind: SurveyQuestion.Kind, end: SurveyQuestion.GoodEnd, scale: str
) -> None:
    assert SurveyQuestion(kind=kind.value, good_end=end.value).scale == scale


@pytest.mark.parametrize(
    ("low", "high", "marks"), [(1, 5, [1, 2, 3, 4, 5]), (0, 1, [0, 1]), (-1, 1, [-1, 0, 1])]
)
def test_both_ends_can_be_given(low: int, high: int, marks: list[int]) -> None:
    assert list(SurveyQuestion(scale_min=low, scale_max=high).marks) == marks


def test_whether_it_was_solved_stands_first_and_own_questions_last() -> None:
    questions = [SurveyQuestion(kind=kind) for kind in reversed(KIND.values)]
    own = SurveyQuestion(kind="own", pk=7)

    ordered = sorted([own, *questions], key=lambda question: question.place)

    assert [question.kind for question in ordered] == [*KIND.values, "own"]
    assert ordered[-1] is own
    assert SurveyQuestion(kind="resolved").place == (0, 0)


@pytest.mark.parametrize(
    ("wording", "words"),
    [({"en": "Of {company}?"}, "Of …?"), ({}, "short"), ({"de": "Zu {company}?"}, "Zu …?")],
)
def test_a_question_without_words_is_called_by_its_short_name(
    wording: dict[str, str], words: str
) -> None:
    question = SurveyQuestion(wording=wording, code="short")

    assert (str(question), question.audit_name()) == (words, "short")


@pytest.mark.parametrize(
    ("state", "is_draft"), [("draft", True), ("running", False), ("ended", False)]
)
def test_a_wave_may_be_changed_until_it_runs(state: str, is_draft: bool) -> None:
    assert Wave(state=state).is_draft is is_draft


def test_nobody_can_guess_who_is_drawn() -> None:
    seeds = {Wave().seed for _ in range(9)}

    assert len(seeds) == 9
    assert all(len(seed) == 32 for seed in seeds)  # sixteen bytes in hexadecimal


@pytest.mark.parametrize(
    ("known", "about"),
    [
        ({"contact_id": "s:1", "source": "s", "call_id": "1"}, About(contact_id="s:1", at=AT)),
        ({"source": "s", "call_id": "1"}, About(source="s", call_id="1", pbx=None, at=AT)),
        (
            {"source": "s", "call_id": "1", "pbx": "north"},
            About(source="s", call_id="1", pbx="north", at=AT),
        ),
    ],
)
def test_the_call_that_somebody_is_asked_about(known: dict[str, str], about: About) -> None:
    invitation = Invitation(arrived_at=AT, **known)

    assert invitation.about == about
    assert str(invitation) == known.get("contact_id", "1")


def test_an_invitation_without_ids_is_called_by_its_own() -> None:
    invitation = Invitation()

    assert str(invitation) == str(invitation.pk)
