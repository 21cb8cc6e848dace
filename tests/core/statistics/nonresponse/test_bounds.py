"""Bounds that hold whatever made people answer, and those who answered late."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.statistics.nonresponse import late_mean, manski_bounds


@pytest.mark.parametrize(
    ("said", "everyone", "ends", "bounds"),
    [
        # 6 of 10 answered, 3 content: the four others might be content or not
        ([1, 1, 1, 0, 0, 0], 10, (0.0, 1.0), (0.3, 0.7)),
        ([1, 1], 2, (0.0, 1.0), (1.0, 1.0)),  # everybody answered
        ([], 5, (0.0, 1.0), (0.0, 1.0)),  # nobody did
        ([4, 2], 4, (1.0, 5.0), (2.0, 4.0)),
        ([100, -100, 0], 6, (-100.0, 100.0), (-50.0, 50.0)),
    ],
)
def test_bounds(
    said: list[float], everyone: float, ends: tuple[float, float], bounds: tuple[float, float]
) -> None:
    answers = np.array(said, dtype=float)

    result = manski_bounds(answers, np.ones(len(said)), everyone, ends)

    assert result == pytest.approx(bounds)


def test_bounds_of_nobody_are_none() -> None:
    assert np.isnan(manski_bounds(np.zeros(0), np.zeros(0), 0.0, (0.0, 1.0))).all()


@given(
    everyone=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60),
)
def test_the_truth_lies_between_the_bounds_whoever_keeps_silent(
    everyone: list[tuple[bool, bool]],
) -> None:
    said = np.array([liked for liked, answers in everyone if answers], dtype=float)
    truth = float(np.mean([liked for liked, _ in everyone]))

    low, high = manski_bounds(said, np.ones(len(said)), len(everyone), (0.0, 1.0))

    assert low - 1e-12 <= truth <= high + 1e-12


def test_where_people_were_drawn_the_bounds_leave_room_for_the_draw() -> None:
    # 50 of 100 asked, each standing for two, and everybody asked answered: 20 content
    said = np.array([1.0] * 20 + [0.0] * 30)

    low, high = manski_bounds(said, np.full(50, 2.0), 100.0, (0.0, 1.0))

    # the sum of who is content: each adds 2 with chance 1/2, variance (1 - 1/2) / (1/2)^2 = 2
    assert low == pytest.approx(0.4 - 1.96 * np.sqrt(20 * 2) / 100)
    assert high == pytest.approx(0.4 + 1.96 * np.sqrt(30 * 2) / 100)


def test_late_answers_are_the_slowest_third() -> None:
    lag_s = np.arange(90.0)
    said = (lag_s < 60).astype(float)
    said[0] = 0.0

    late, early, apart = late_mean(said, np.ones(90), lag_s)

    assert (late, early) == pytest.approx((0.0, 59 / 60))
    assert apart < -10


def test_late_answers_that_are_too_few_or_of_unknown_time_say_nothing() -> None:
    few = late_mean(np.ones(80), np.ones(80), np.arange(80.0))
    untimed = late_mean(np.ones(200), np.ones(200), np.full(200, np.nan))

    assert np.isnan([*few, *untimed]).all()
