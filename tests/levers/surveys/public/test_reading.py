"""The form of a customer's page: which marks it offers and shows as chosen, and what of it comes back."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from tests.levers.surveys.asking import a_wave, an_invitation
from tests.scaffold.cast import Cast
from willet.core.records import RequestError
from willet.levers.surveys.domain.standard import standard_question
from willet.levers.surveys.models import Invitation, Reply, SurveyQuestion
from willet.levers.surveys.public.reading import (
    given_in,
    language_of,
    shown_questions,
    text_sent,
)

GET, POST = RequestFactory().get, RequestFactory().post
KIND = SurveyQuestion.Kind


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    """Asked whether it was solved, and then for a mark from 1 to 3."""
    wave = a_wave(cast.manager)
    own = SurveyQuestion.objects.create(
        kind=KIND.OWN.value,
        code="own",
        scale_min=1,
        scale_max=3,
        wording={"en": "Of {company}?", "de": "Zu {company}?"},
        low={"en": "bad"},
        high={"en": "good"},
    )
    wave.questions.add(own)
    return an_invitation(wave, language="en")


def _fields(invitation: Invitation) -> tuple[str, str]:
    first = standard_question(KIND.RESOLVED)
    return f"q{first.pk}", f"q{invitation.wave.questions.get().pk}"


def _chosen(request: Any, invitation: Invitation) -> list[int | None]:
    questions = shown_questions(request, invitation)
    return [next((m.value for m in q.marks if m.chosen), None) for q in questions]


def test_yes_stands_before_no_in_words_and_other_marks_are_numbers(invitation: Invitation) -> None:
    solved, own = shown_questions(GET("/"), invitation)

    assert [mark.value for mark in solved.marks] == [1, 0]
    assert all(not mark.words.isdigit() for mark in solved.marks)
    assert (solved.in_words, solved.needed) == (True, True)
    assert [(mark.value, mark.words) for mark in own.marks] == [(1, "1"), (2, "2"), (3, "3")]
    assert (own.in_words, own.needed, own.low, own.high) == (False, False, "bad", "good")
    assert (own.text, (solved.field, own.field)) == ("Of Acme?", _fields(invitation))


@pytest.mark.parametrize(
    ("query", "language"),
    [("", "en"), ("?in=de", "de"), ("?in=xx", "en"), ("?in=", "en")],
)
def test_the_language_that_was_chosen_else_their_own(
    invitation: Invitation, query: str, language: str
) -> None:
    request = GET(f"/{query}")

    assert language_of(request, invitation) == language
    assert (
        shown_questions(request, invitation)[1].text
        == {"en": "Of Acme?", "de": "Zu Acme?"}[language]
    )


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("", [None, None]),
        ("?a=1", [1, None]),  # the link of the mail answers the first question alone
        ("?a=0", [0, None]),
        ("?a=2", [None, None]),
        ("?a=-1", [None, None]),
        ("?a=yes", [None, None]),
    ],
)
def test_the_link_of_a_mail_names_the_first_answer(
    invitation: Invitation, query: str, chosen: list[int | None]
) -> None:
    assert _chosen(GET(f"/{query}"), invitation) == chosen


def test_what_was_answered_once_is_chosen_and_the_newest_link_speaks_before_it(
    invitation: Invitation,
) -> None:
    for revision, score in ((1, 1), (2, 0)):
        Reply.objects.create(
            invitation=invitation,
            instrument=standard_question(KIND.RESOLVED),
            revision=revision,
            score=score,
            source="mail",
        )

    assert _chosen(GET("/"), invitation) == [0, None]
    assert _chosen(GET("/?a=1"), invitation) == [1, None]


@pytest.mark.parametrize(
    ("first", "own", "chosen"),
    [
        ("1", "3", [1, 3]),
        ("", "", [None, None]),
        ("2", "4", [None, None]),  # marks that nobody offered
        ("0", "0", [0, None]),
        (" 1", "01", [None, None]),
    ],
)
def test_a_form_that_comes_back_has_its_own_marks(
    invitation: Invitation, first: str, own: str, chosen: list[int | None]
) -> None:
    solved, other = _fields(invitation)

    assert _chosen(POST("/?a=1", {solved: first, other: own}), invitation) == chosen


def _given(invitation: Invitation, **sent: str) -> Any:
    form = QueryDict(mutable=True)
    form.update(sent)
    return given_in(form, invitation)


@pytest.mark.parametrize(
    ("sent", "mark"), [("", None), ("0", 0), ("1", 1), ("-1", -1), ("999", 999), ("-99", -99)]
)
def test_a_mark_that_came_back(invitation: Invitation, sent: str, mark: int | None) -> None:
    solved, _own = _fields(invitation)

    assert list(_given(invitation, **{solved: sent}).marks.values()) == [mark, None]


@pytest.mark.parametrize("sent", ["yes", "1000", "1.0", "--1", "-", "٣", "²", " 1"])
def test_a_mark_that_is_no_number_is_refused(invitation: Invitation, sent: str) -> None:
    solved, _own = _fields(invitation)

    with pytest.raises(RequestError):
        _given(invitation, **{solved: sent})


@pytest.mark.parametrize(
    ("mine", "is_mine"), [({}, True), ({"mine": "yes"}, True), ({"mine": "no"}, False)]
)
def test_whose_call_it_was(invitation: Invitation, mine: dict[str, str], is_mine: bool) -> None:
    assert _given(invitation, **mine).is_mine is is_mine


def test_words_are_kept_as_far_as_there_is_room() -> None:
    def sent(text: str) -> str:
        form = QueryDict(mutable=True)
        form["text"] = text
        return text_sent(form)

    assert text_sent(QueryDict()) == ""
    assert sent("  thanks \n") == "thanks"
    assert sent("x" * 2_000) == "x" * 2_000
    assert sent("x" * 2_001) == "x" * 2_000
