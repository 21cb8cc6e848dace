"""What weeks weigh in a step off a straight line, beside least squares."""

import numpy as np
import pytest

from willet.core.effects.inference import Noise
from willet.core.effects.inference.drift import change_weights, learns_after, step_weights


def of_least_squares(before: int, after: int, *, both: bool) -> np.ndarray:
    """The weights of the step in a regression on a line and a step; with a trend of its own after it unless `both`."""
    weeks = np.arange(before + after, dtype=float)
    late = weeks >= before
    middle = before + (after - 1) / 2
    columns = [np.ones_like(weeks), weeks, late]
    if not both:
        columns.append(late * (weeks - middle))
    return np.asarray(np.linalg.pinv(np.stack(columns, axis=1).astype(float))[2])


@pytest.mark.parametrize(("before", "after"), [(12, 12), (4, 20), (23, 12), (7, 1)])
def test_step_weighs_weeks_as_least_squares_does(before: int, after: int) -> None:
    both = before < 2 * after

    weights = step_weights(before, after)

    assert weights == pytest.approx(of_least_squares(before, after, both=both))


@pytest.mark.parametrize(("before", "after", "expected"), [(23, 12, True), (24, 12, False)])
def test_days_after_teach_the_trend_until_those_before_are_twice_as_many(
    before: int, after: int, expected: bool
) -> None:
    assert learns_after(before, after) is expected


def test_step_costs_what_the_trend_is_not_known() -> None:
    """By hand, of luck alone: the mean's 1/12 + 1/12, and 12 weeks squared over both spreads of 143."""
    luck = Noise(0.0, 0.0, 1.0)

    assert luck.of_change(12, 12) == pytest.approx(1 / 6)
    assert luck.of_step(12, 12) == pytest.approx(1 / 6 + 144 / 286)
    assert luck.together(step_weights(12, 12), change_weights(12, 12)) == pytest.approx(1 / 6)
