"""The promise of a comparison against as many drawn ones."""

import numpy as np
import pytest
from scipy import stats

from willet.core.effects.inference import DriftError, promise


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


@pytest.mark.parametrize(("effect", "freedom"), [(0.05, 10), (0.03, 94), (0.0, 4)])
def test_drift_allowed_for_is_counted(effect: float, freedom: int) -> None:
    """Units drawn one by one: the step is the change and a trend of its own beside it."""
    rng, n, units = np.random.default_rng(5), 20_000, freedom + 1
    change = rng.normal(0, 1, (n, units))
    step = change + rng.normal(0, np.sqrt(3), (n, units))
    plain, allowing = (
        _interval(one, effect, 0.015, freedom, level)
        for one, level in ((change, 0.05), (step, 0.1))
    )
    low, high = np.minimum(plain[0], allowing[0]), np.maximum(plain[1], allowing[1])
    harmful, less = high < 0, (high >= 0) & (high < 0.03)
    worked = (low > 0) & ~less

    found = promise(effect, 0.015, freedom, 0.03, drift=DriftError(0.03, 0.5))

    assert found.harmful == pytest.approx(0.99 * harmful.mean(), abs=0.01)
    assert found.less_than_worth == pytest.approx(0.99 * less.mean(), abs=0.01)
    assert found.worked == pytest.approx(0.99 * worked.mean(), abs=0.01)


def _interval(
    values: np.ndarray, effect: float, scale: float, freedom: int, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """The interval of the mean of units, in which one unit's change is scaled to this error of the mean."""
    estimate = effect + scale * values.mean(axis=1) * np.sqrt(values.shape[1])
    reach = stats.t.isf(level / 2, freedom) * scale * values.std(axis=1, ddof=1)
    return estimate - reach, estimate + reach
