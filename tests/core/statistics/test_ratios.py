"""The variance of ratios of independent rows, against scipy, hand counts and simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import ttest_1samp

from willet.core.statistics import bootstrap_ratio, ratio_variance, student_quantile

Floats = NDArray[np.float64]


def variance_of(above: Floats, below: Floats) -> Floats:
    """The variance from the moments of clusters given one by one."""
    sums = (above, below, above * above, above * below, below * below, np.ones_like(above))
    return ratio_variance(*(np.array([s.sum()]) for s in sums))


def test_a_mean_has_the_interval_of_scipy() -> None:
    values = np.array([12.0, 7.5, 30.0, 9.0, 22.0, 18.5])
    theirs = ttest_1samp(values, 0).confidence_interval(0.95)

    arm = student_quantile(np.array([5.0]))[0] * np.sqrt(variance_of(values, np.ones(6))[0])

    assert values.mean() - arm == pytest.approx(theirs.low)
    assert values.mean() + arm == pytest.approx(theirs.high)


def test_a_ratio_has_the_linearised_variance() -> None:
    above, below = np.array([2.0, 0.0, 5.0, 1.0]), np.array([4.0, 1.0, 6.0, 5.0])
    ratio = above.sum() / below.sum()
    residual = above - ratio * below

    variance = variance_of(above, below)

    assert variance[0] == pytest.approx(4 / 3 * (residual**2).sum() / below.sum() ** 2)


def test_one_cluster_has_no_variance() -> None:
    assert np.isnan(variance_of(np.array([3.0]), np.array([5.0])))[0]


def test_equal_values_leave_no_rounding_behind() -> None:
    assert variance_of(np.full(999, 0.1), np.ones(999))[0] == 0.0


@settings(deadline=None)
@given(st.lists(st.integers(0, 3600), min_size=2, max_size=40))
def test_a_mean_has_the_variance_of_numpy(values: list[int]) -> None:
    numbers = np.array(values, dtype=float)

    variance = variance_of(numbers, np.ones(len(values)))[0]

    assert variance == pytest.approx(numbers.var(ddof=1) / len(values), rel=1e-6, abs=1e-9)


def test_doubling_every_row_in_its_cluster_changes_nothing() -> None:
    above, below = np.array([2.0, 0.0, 5.0, 1.0]), np.array([4.0, 1.0, 6.0, 5.0])

    once, twice = variance_of(above, below)[0], variance_of(2 * above, 2 * below)[0]

    assert twice == pytest.approx(once)


def test_clustered_interval_covers_where_the_plain_one_does_not() -> None:
    rng = np.random.default_rng(5)
    covered_by_cluster = covered_by_row = 0
    for _ in range(400):
        habits = rng.normal(100.0, 20.0, size=40)
        rows = (habits[:, None] + rng.normal(0.0, 5.0, size=(40, 8))).clip(0)
        covered_by_cluster += _covers(rows.sum(axis=1), np.full(40, 8.0))
        covered_by_row += _covers(rows.ravel(), np.ones(320))

    assert 370 <= covered_by_cluster <= 392
    assert covered_by_row < 300


def _covers(above: Floats, below: Floats) -> bool:
    freedom = np.array([len(above) - 1.0])
    arm = student_quantile(freedom)[0] * np.sqrt(variance_of(above, below)[0])
    return bool(abs(above.sum() / below.sum() - 100.0) <= arm)


def test_delta_method_and_bootstrap_agree() -> None:
    rng = np.random.default_rng(11)
    below = rng.integers(1, 6, size=300).astype(float)
    above = rng.binomial(below.astype(int), 0.3).astype(float)
    arm = 1.96 * float(np.sqrt(variance_of(above, below)[0]))

    drawn = bootstrap_ratio(above, below, np.arange(300), seed=1)

    assert drawn is not None
    assert drawn[1] - drawn[0] == pytest.approx(2 * arm, rel=0.08)
