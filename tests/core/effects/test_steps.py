"""What a stepped wedge ahead can tell, against a published formula and drawn worlds."""

import numpy as np
import pytest

from willet.core.effects.inference import Noise, Order, permuted
from willet.core.effects.steps import StepsAhead, smallest_detected

# 24 units, 5 weeks, 100 rows a week at a rate of 70 %, intercepts with a variance of .0004: levels that stay.
LUCK = 0.7 * 0.3 / 100
STAYS = Noise(0.0004, 1.0, LUCK)
STARTS = tuple(unit % 4 for unit in range(24))


def hussey_hughes(tau2: float, luck: float) -> float:
    """The standard error of Hussey and Hughes (2007), formula 8, with one week before the first step."""
    exposed = np.array([[week >= 1 + start for week in range(5)] for start in STARTS], dtype=float)
    units, weeks = exposed.shape
    u, w = exposed.sum(), (exposed.sum(axis=0) ** 2).sum()
    v = (exposed.sum(axis=1) ** 2).sum()
    below = (units * u - w) * luck + (u**2 + units * weeks * u - weeks * w - units * v) * tau2
    return float(np.sqrt(units * luck * (luck + weeks * tau2) / below))


def test_published_power_is_met_by_the_published_formula() -> None:
    # .624 for three points, as the published closed form has it.
    assert 0.03 / hussey_hughes(0.0004, LUCK) - 1.96 == pytest.approx(0.3148, abs=1e-3)


def test_promised_error_is_never_below_that_of_the_best_estimate() -> None:
    error = StepsAhead(STAYS, STARTS, 1).error(4)

    assert error is not None
    assert hussey_hughes(0.0004, LUCK) < error < 2 * hussey_hughes(0.0004, LUCK)


def test_levels_that_stay_cost_nothing() -> None:
    without = StepsAhead(Noise(0.0, 0.0, LUCK), STARTS, 4).error(4)

    assert StepsAhead(STAYS, STARTS, 4).error(4) == pytest.approx(without)


def test_drawn_worlds_scatter_as_promised() -> None:
    noise, before, weeks, runs = Noise(0.0009, 0.6, 0.0015), 6, 6, 600
    starts = np.array([unit // 2 * 2 for unit in range(6)])
    rng = np.random.default_rng(71)
    shocks = rng.normal(0, np.sqrt(noise.shock), (runs, 6, before + weeks))
    for week in range(1, before + weeks):
        fresh = np.sqrt(1 - noise.lasting**2) * shocks[:, :, week]
        shocks[:, :, week] = noise.lasting * shocks[:, :, week - 1] + fresh
    worlds = shocks + rng.normal(0, np.sqrt(noise.luck), shocks.shape)

    estimates = [
        estimate.effect
        for world in worlds
        if (estimate := permuted(Order(world, starts + before, np.full(before + weeks, 7.0))))
    ]

    promised = StepsAhead(noise, tuple(map(int, starts)), before).error(weeks)
    assert promised is not None
    # The spread of 600 draws is off by 2.9 % (one standard error); four of these are allowed.
    assert np.std(estimates) == pytest.approx(promised, rel=0.12)


@pytest.mark.parametrize(
    ("starts", "weeks", "power"),
    [
        pytest.param((0, 0, 0, 2, 2, 2), 4, 0.0, id="twenty orders are too few"),
        pytest.param(STARTS, 0, 0.0, id="nobody has begun"),
    ],
)
def test_what_can_never_be_told_has_no_power(
    starts: tuple[int, ...], weeks: int, power: float
) -> None:
    assert StepsAhead(STAYS, starts, 4).power(weeks, 0.5, 0.0) == power


def test_smallest_effect_is_where_power_reaches_four_in_five() -> None:
    assert smallest_detected(lambda effect: effect * 2, 1.0) == pytest.approx(0.4)
    assert smallest_detected(lambda effect: 0.5, 1.0) is None
