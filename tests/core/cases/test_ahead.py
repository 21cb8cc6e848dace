"""What is still to come of cohorts: means and variances over the factors held possible, summed by hand."""

import numpy as np
import pytest
from scipy import optimize, stats

from willet.core.cases.ahead import Ahead, rest
from willet.core.cases.shift import FACTORS, SHAPES, Ever, rest_chances

LEFT, NONE = (
    np.array([[8.0, 2.0], [0.0, 0.0], [5.0, 15.0]]),
    np.array([[0.9, 0.5], [0.5, 0.5], [1.0, 0.6]]),
)
EVER = Ever(np.array([0.1, 0.1, 0.2]), np.array([0.25, 0.25, 0.5]))
CAME = np.array([[1.0, 0.0], [0.0, 0.0], [2.0, 2.0]])


def ahead() -> Ahead:
    rng = np.random.default_rng(1)
    level = rng.random((3, SHAPES, len(FACTORS))) ** 8
    return Ahead(LEFT, NONE, CAME, level / level.sum(axis=(1, 2), keepdims=True), EVER)


def chances() -> np.ndarray:
    learned = np.array([(8 * 0.1 + 2 * 0.5) / 10, 0.0, (15 * 0.4) / 20])
    return rest_chances(learned, EVER)


def test_the_learned_chance_of_a_repeat_is_the_mean_over_those_that_are_left() -> None:
    assert rest(LEFT, NONE) == pytest.approx([0.18, 0.0, 0.3])


def test_repeats_to_come_and_how_far_they_may_be_off_are_means_over_the_factors() -> None:
    one = ahead()

    for cohort, left in enumerate((10.0, 0.0, 20.0)):
        weights = one.level[cohort].ravel()
        chance = chances()[cohort].ravel()
        expected = sum(w * left * p for w, p in zip(weights, chance, strict=True))
        luck = sum(w * left * p * (1 - p) for w, p in zip(weights, chance, strict=True))
        apart = sum(w * (left * p - expected) ** 2 for w, p in zip(weights, chance, strict=True))
        assert one.expected[cohort] == pytest.approx(expected)
        assert one.chance[cohort] == pytest.approx(luck)
        assert one.variance[cohort] == pytest.approx(luck + apart)


def test_a_quantile_is_that_of_the_mixture_with_what_no_factor_explains() -> None:
    one, beyond, degrees = ahead(), np.array([0.5, 0.5, 2.0]), np.array([4.0, 4.0, 9.0])

    found = one.quantile(0.9, beyond, degrees)

    for cohort, left in ((0, 10.0), (2, 20.0)):
        weights, chance = one.level[cohort].ravel(), chances()[cohort].ravel()
        error = np.sqrt(left * chance * (1 - chance) + beyond[cohort])
        parts = stats.t(degrees[cohort], loc=left * chance, scale=error)
        root = optimize.brentq(lambda x: float(weights @ parts.cdf(x)) - 0.9, -50, 90)  # noqa: B023
        assert found[cohort] == pytest.approx(root, abs=1e-3)
