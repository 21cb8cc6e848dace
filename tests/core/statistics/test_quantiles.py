"""The interval of a quantile, against the exact binomial and by simulation."""

import numpy as np
import pytest
from scipy.stats import binom

from willet.core.statistics import quantile_ranks


@pytest.mark.parametrize("fraction", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("n", [40, 100, 999, 25_000])
def test_ranks_hold_enough_of_the_binomial(n: int, fraction: float) -> None:
    low, high = quantile_ranks(np.array([float(n)]), fraction)
    lowest, highest = low[0], high[0]

    # P(X(l) <= q < X(u)) = P(l <= B <= u - 1)
    covered = binom.cdf(round(highest) - 1, n, fraction) - binom.cdf(round(lowest) - 1, n, fraction)

    assert 0.95 <= covered <= 0.985


def test_ranks_are_those_of_scipys_quantiles() -> None:
    n = np.arange(6.0, 400.0)

    low, high = quantile_ranks(n, 0.5)

    expected_low, expected_high = (np.asarray(binom.ppf(tail, n, 0.5)) for tail in (0.025, 0.975))
    np.testing.assert_array_equal(low, expected_low)
    np.testing.assert_array_equal(high, expected_high + 1)


@pytest.mark.parametrize("n", [0, 1, 2, 4, 5])
def test_a_handful_has_no_interval(n: int) -> None:
    low, high = quantile_ranks(np.array([float(n)]), 0.5)

    assert np.isnan([low[0], high[0]]).all()


def test_a_ninth_decile_has_an_upper_end_from_36_values_on() -> None:
    """
    all 35 lie below it in 2.503 % of samples, all 36 in 2.253 %
    """
    assert 0.9**36 < 0.025 < 0.9**35

    low, high = quantile_ranks(np.array([1.0, 2.0, 35.0, 36.0]), 0.9)

    assert np.isnan(low).tolist() == [True, False, False, False]
    assert np.isnan(high).tolist() == [True, True, True, False]
    assert high[3] == 36


def test_the_interval_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    low, high = quantile_ranks(np.array([80.0]), 0.9)
    drawn = np.sort(rng.exponential(size=(2000, 80)), axis=1)

    lows, highs = drawn[:, round(low[0]) - 1], drawn[:, round(high[0]) - 1]

    true = -np.log(0.1)
    assert 0.945 <= float(((lows <= true) & (true <= highs)).mean()) <= 0.985
