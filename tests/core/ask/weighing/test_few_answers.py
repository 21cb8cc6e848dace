"""Surveys in which all, one or none answered, or all of one kind: a figure where there is one, a sentence where not."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

import willet
from tests.core.ask.weighing.conftest import Survey, scores
from tests.core.cases.conftest import Fill

METHODS = ("none", "dr", "raking", "propensity")


@dataclass(frozen=True)
class Few:
    """A survey of few, and what is known of it by counting."""

    fill_in: Callable[[Survey], object]
    asked: int
    answered: int
    content: int
    customers: int

    @property
    def bounds(self) -> tuple[float, float]:
        """All who kept silent discontent, and all content."""
        silent = self.asked - self.answered
        return self.content / self.asked, (self.content + silent) / self.asked


def _half_silent(survey: Survey) -> None:
    survey.asked(9, scores(9, 0), queue="a")
    survey.asked(9, scores(0, 0), queue="b")


SURVEYS = {
    "all": Few(lambda s: s.asked(40, scores(30, 10), queue="a"), 40, 40, 30, 40),
    "nobody": Few(lambda s: s.asked(20, scores(0, 0), queue="a"), 20, 0, 0, 0),
    "one cell": Few(lambda s: s.asked(10, scores(3, 1), queue="a"), 10, 4, 3, 4),
    "one answer": Few(lambda s: s.asked(20, scores(0, 1), queue="a"), 20, 1, 0, 1),
    "one asked": Few(lambda s: s.asked(1, scores(1, 0), queue="a"), 1, 1, 1, 1),
    "one customer": Few(lambda s: s.asked(10, scores(3, 2), customer_key=5), 10, 5, 3, 1),
    "all alike": Few(lambda s: s.asked(50, scores(35, 0), queue="a"), 50, 35, 35, 35),
    "a silent queue": Few(_half_silent, 18, 9, 9, 9),
}


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("few", SURVEYS.values(), ids=SURVEYS)
def test_few_answers_are_a_figure_or_a_sentence_and_never_a_number_that_is_none(
    fill: Fill, few: Few
) -> None:
    """Where one factor tells nobody from another the silent are like those who spoke: the plain share, by any method.

    No warning either: the suite takes them for errors.
    """
    survey = Survey()
    few.fill_in(survey)
    session = willet.open(fill(survey.contacts, answers=survey.answers).path)

    for method in METHODS:
        answer = session.ask("csat_top2", weights=method)
        row = answer.row
        assert (row.bound_low, row.bound_high) == pytest.approx(few.bounds)
        assert row.n == few.answered
        assert (row.low is None) == (row.high is None) == (few.customers < 2)
        json.dumps(answer.to_json_object(), allow_nan=False)
        _has_figure(answer, few) if few.answered else _has_sentence(answer)


def _has_figure(answer: Any, few: Few) -> None:
    row = answer.row
    assert row.value == pytest.approx(few.content / few.answered)
    assert row.reason is None
    if few.customers < 2:
        assert str(row.interval_note) == "no interval: one single customer says nothing of others"
    else:
        assert row.low <= row.value <= row.high
    if row.weighted is not None:
        assert row.weighted.design_effect == pytest.approx(1.0)
        too_few = [note for note in map(str, answer.notes) if "nothing can be corrected" in note]
        assert len(too_few) == (few.answered < 30)


def _has_sentence(answer: Any) -> None:
    assert answer.row.value is None
    assert str(answer.row.reason) == "nobody answered the survey in this selection"
    assert not [note for note in map(str, answer.notes) if "is estimated for" in note]


def test_where_everybody_answered_weights_leave_the_plain_figure_and_its_interval(
    fill: Fill,
) -> None:
    """By Student's quantile for Wilson's normal one: a hair wider, and no more."""
    survey = Survey()
    survey.asked(200, scores(150, 50), queue="a")
    survey.asked(200, scores(40, 160), queue="b")
    session = willet.open(fill(survey.contacts, answers=survey.answers).path)

    plain, *weighed = [session.ask("csat_top2", weights=method).row for method in METHODS]

    for row in weighed:
        assert row.value == pytest.approx(plain.value) == pytest.approx(190 / 400)
        assert (row.low, row.high) == pytest.approx((plain.low, plain.high), abs=2e-3)
        assert (row.bound_low, row.bound_high) == pytest.approx((190 / 400,) * 2)
