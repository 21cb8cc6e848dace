"""The form of a customer's page: which marks are offered and chosen, and what of it came back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from willet.core.records import RequestError
from willet.levers.surveys.domain.answering import BAD_MARK, TEXT_MAX, GivenAnswer, newest
from willet.levers.surveys.domain.questions import questions_of, worded
from willet.levers.surveys.models import Invitation, Reply, SurveyQuestion
from willet.ui.languages import LANGUAGE_NAMES


@dataclass(frozen=True, slots=True)
class ShownMark:
    """One mark that can be chosen."""

    value: int
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question as the page shows it."""

    field: str
    text: str
    marks: list[ShownMark]
    low: str
    high: str
    in_words: bool
    """Whether the marks are words, as yes and no are, and not numbers."""
    needed: bool


def shown_questions(request: HttpRequest, invitation: Invitation) -> list[ShownQuestion]:
    """The questions, each with what was answered before, or with the answer that the link of the mail names.

    A form that comes back has what was chosen in it.
    """
    language, questions = language_of(request, invitation), questions_of(invitation.wave)
    if request.method == "POST":
        chosen = [_sent(request.POST, question) for question in questions]
    else:
        before, preset = newest(invitation), request.GET.get("a", "")
        chosen = [_chosen(q, before, preset, first=q == questions[0]) for q in questions]
    return [
        _shown(question, invitation, language, mark)
        for question, mark in zip(questions, chosen, strict=True)
    ]


def text_sent(form: QueryDict) -> str:
    """The words beside the marks, as much of them as is kept."""
    return form.get("text", "")[:TEXT_MAX].strip()


def _sent(form: QueryDict, question: SurveyQuestion) -> int | None:
    text = form.get(f"q{question.pk}", "")
    return int(text) if text in map(str, question.marks) else None


def language_of(request: HttpRequest, invitation: Invitation) -> str:
    """The language that a reader chose on the page, else their own."""
    chosen = request.GET.get("in", "")
    return chosen if chosen in LANGUAGE_NAMES else invitation.language


def _chosen(
    question: SurveyQuestion, before: Mapping[int, Reply], preset: str, *, first: bool
) -> int | None:
    """The link that was just opened speaks before what was answered once."""
    if first and preset in map(str, question.marks):
        return int(preset)
    known = before.get(question.pk)
    return known.score if known else None


def _shown(
    question: SurveyQuestion, invitation: Invitation, language: str, chosen: int | None
) -> ShownQuestion:
    wave, first = invitation.wave, question.kind == SurveyQuestion.Kind.RESOLVED
    low, high = worded(question.low, wave, language), worded(question.high, wave, language)
    words = {question.scale_min: low, question.scale_max: high} if first else {}
    # Yes stands before no.
    values = reversed(question.marks) if first else question.marks
    marks = [ShownMark(v, words.get(v, str(v)), v == chosen) for v in values]
    text = worded(question.wording, wave, language)
    return ShownQuestion(f"q{question.pk}", text, marks, low, high, first, needed=first)


def given_in(form: QueryDict, invitation: Invitation) -> GivenAnswer:
    """What came back.

    Raises:
        RequestError: a mark is no number.
    """
    marks = {q.pk: _mark(form.get(f"q{q.pk}", ""), q) for q in questions_of(invitation.wave)}
    is_mine = form.get("mine") != "no"
    return GivenAnswer(marks, text_sent(form), is_mine)


def _mark(text: str, question: SurveyQuestion) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 4):
        raise RequestError(
            BAD_MARK(mark=text[:20], low=question.scale_min, high=question.scale_max)
        )
    return int(text)
