"""The net promoter score against its plain variance and the mean of single answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.statistics import nps_interval


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_the_score_is_a_mean_of_single_answers(
    promoters: int, passives: int, detractors: int
) -> None:
    n = promoters + passives + detractors
    if n == 0:
        return
    answers = np.repeat([1.0, 0.0, -1.0], [promoters, passives, detractors])

    value, low, high = nps_interval(
        np.array([float(promoters)]), np.array([float(detractors)]), np.array([float(n)])
    )

    arm = 100 * 1.959963984540054 * answers.std() / np.sqrt(n)
    assert value[0] == pytest.approx(100 * answers.mean(), abs=1e-9)
    assert low[0] == pytest.approx(max(value[0] - arm, -100), abs=1e-6)
    assert high[0] == pytest.approx(min(value[0] + arm, 100), abs=1e-6)


def test_no_answers_have_no_score() -> None:
    nothing = np.array([0.0])

    assert np.isnan(nps_interval(nothing, nothing, nothing)).all()
