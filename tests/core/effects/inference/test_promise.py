"""The promise of a comparison against as many drawn ones."""

import numpy as np
import pytest
from scipy import stats

from willet.core.effects.inference import promise


@pytest.mark.parametrize(("effect", "freedom"), [(0.05, 6), (0.03, 40), (0.0, 12), (-0.04, 20)])
def test_verdicts_come_as_often_as_promised(effect: float, freedom: int) -> None:
    rng, n = np.random.default_rng(4), 40_000
    estimate = rng.normal(effect, 0.015, n)
    error = 0.015 * np.sqrt(rng.chisquare(freedom, n) / freedom)
    reach = stats.t.isf(0.025, freedom) * error
    low, high = estimate - reach, estimate + reach
    harmful, less = high < 0, (high >= 0) & (high < 0.03)
    worked = (low > 0) & ~less

    found = promise(effect, 0.015, freedom, 0.03)

    assert found.harmful == pytest.approx(0.99 * harmful.mean(), abs=0.01)
    assert found.less_than_worth == pytest.approx(0.99 * less.mean(), abs=0.01)
    assert found.worked == pytest.approx(0.99 * worked.mean(), abs=0.01)
    assert sum((found.worked, found.harmful, found.less_than_worth, found.cannot_tell)) == (
        pytest.approx(1.0)
    )
