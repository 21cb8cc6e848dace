"""The noise of weeks learned from what was planted."""

import numpy as np
import pytest

from willet.core.effects.inference import Noise, noise_of


def weeks(units: int, count: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    shock = np.zeros((units, count))
    shock[:, 0] = rng.normal(0, 0.03, units)
    for week in range(1, count):
        shock[:, week] = 0.6 * shock[:, week - 1] + rng.normal(0, 0.024, units)
    return 0.7 + rng.normal(0, 0.1, units)[:, None] + shock + rng.normal(0, 0.05, (units, count))


def test_change_of_two_stretches_is_as_uncertain_as_planted() -> None:
    planted = Noise(0.0009, 0.6, 0.0025)

    found = [noise_of(weeks(20, 26, seed), 0.0025) for seed in range(100)]

    learned = np.mean([one.of_change(12, 12) for one in found if one is not None])
    assert learned == pytest.approx(planted.of_change(12, 12), rel=0.1)


def test_variance_of_a_change_is_that_of_the_definition() -> None:
    # One week against one: 2 s (1 - lasting) + 2 luck.
    assert Noise(0.5, 0.6, 0.1).of_change(1, 1) == pytest.approx(2 * 0.5 * 0.4 + 2 * 0.1)


@pytest.mark.parametrize("shape", [(1, 20), (5, 3)])
def test_too_little_history_teaches_nothing(shape: tuple[int, int]) -> None:
    assert noise_of(np.zeros(shape), 0.01) is None


def test_missing_weeks_are_left_out() -> None:
    rates = weeks(20, 26, 1)
    rates[3, 5:9] = np.nan

    found = noise_of(rates, 0.0025)

    assert found is not None
    assert found.of_change(12, 12) > 0
