"""Intervals of skewed means: Student's where nothing is skewed, Hall's on the long side, and how often they hold."""

import numpy as np
import pytest
from scipy.stats import t

from willet.core.statistics import long_tail_interval, student_quantile


@pytest.mark.parametrize("freedom", [1.0, 4.0, 29.0, 5000.0])
def test_the_quantile_is_students(freedom: float) -> None:
    assert student_quantile(np.array([freedom]))[0] == pytest.approx(t.ppf(0.975, freedom))


def test_the_quantile_of_very_many_is_the_normal_one_and_of_none_unknown() -> None:
    many, none = student_quantile(np.array([np.inf, 0.0]))

    assert many == pytest.approx(1.959963984540054)
    assert np.isnan(none)


def test_without_skewness_it_is_students_interval() -> None:
    low, high = long_tail_interval(*(np.array([v]) for v in (10.0, 4.0, 0.0, 2.0)))

    assert (low[0], high[0]) == (pytest.approx(6.0), pytest.approx(14.0))


def test_the_end_on_the_long_side_solves_halls_equation() -> None:
    """
    T + k T^2 / 3 + k^2 T^3 / 27 + k / 6 = -2 where the mean is 2 standard errors too low, k the skewness over root n
    """
    low, high = long_tail_interval(*(np.array([v]) for v in (0.0, 1.0, 0.3, 2.0)))

    statistic = -high[0]
    assert low[0] == -2.0
    assert statistic + 0.1 * statistic**2 + 0.09 * statistic**3 / 27 + 0.05 == pytest.approx(-2.0)
    mirrored = long_tail_interval(*(np.array([v]) for v in (0.0, 1.0, -0.3, 2.0)))
    assert mirrored[0][0] == pytest.approx(-high[0])


@pytest.mark.parametrize(("n", "least"), [(30, 0.91), (100, 0.93)])
def test_a_lognormal_mean_is_held_where_students_interval_fails(n: int, least: float) -> None:
    drawn = np.random.default_rng(3).lognormal(0.0, 1.0, size=(4000, n))
    mean, away = drawn.mean(axis=1), drawn - drawn.mean(axis=1, keepdims=True)
    skewness = (away**3).sum(axis=1) / (away**2).sum(axis=1) ** 1.5
    variance = drawn.var(axis=1, ddof=1) / n

    reach = student_quantile(np.full(4000, n - 1.0))
    low, high = long_tail_interval(mean, variance, skewness, reach)

    held = ((low <= np.exp(0.5)) & (np.exp(0.5) <= high)).mean()
    plain = (np.abs(mean - np.exp(0.5)) <= reach * np.sqrt(variance)).mean()
    assert least <= held <= 0.97
    assert plain < held - 0.02
