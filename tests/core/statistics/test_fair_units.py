"""Who gets the hard work is taken out; what chance explains is no difference; equal units seldom stand out."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit, logit

from willet.core.statistics.case_mix import fit_mix
from willet.core.statistics.fair_units import Repeats, UnitEffects, unit_effects

Floats = NDArray[np.float64]


def test_hard_work_is_not_held_against_who_does_it() -> None:
    """Simpson's trap: Ann is better on both topics and worse overall.

    | agent | topic | contacts | solved |
    | ann   | easy  | 100      | 95     |
    | ann   | hard  | 900      | 540    |
    | bob   | easy  | 900      | 810    |
    | bob   | hard  | 100      | 50     |
    """
    topics = np.array(["easy", "hard", "easy", "hard"], dtype=object)
    n, hits = np.array([100.0, 900, 900, 100]), np.array([95.0, 540, 810, 50])

    found = unit_effects(np.array([0, 0, 1, 1]), hits, fit_mix([topics], hits, n))

    raw = found.hits / found.n
    assert raw[0] < raw[1]
    assert found.adjusted[0] > found.adjusted[1]
    assert found.z[0] == pytest.approx(-found.z[1], rel=1e-3)


def one_mix(n: Floats, hits: Floats) -> UnitEffects:
    """Units whose work is all the same."""
    same = np.full(len(n), "a", dtype=object)
    return unit_effects(np.arange(len(n)), hits, fit_mix([same], hits, n))


def test_z_is_observed_less_expected_over_its_standard_deviation() -> None:
    """
    of three units with 100 contacts each two thirds of the variance are left: 80, 70, 60 solved of 70 expected
    """
    found = one_mix(np.full(3, 100.0), np.array([80.0, 70, 60]))

    assert found.z == pytest.approx(np.array([10, 0, -10]) / np.sqrt(100 * 0.21 * 2 / 3))
    assert found.worth == pytest.approx(np.full(3, 150.0))


def test_units_that_differ_by_chance_alone_are_drawn_together(rng: np.random.Generator) -> None:
    hits = rng.binomial(200, 0.75, 40).astype(float)

    found = one_mix(np.full(40, 200.0), hits)

    assert found.spread < 0.15
    assert np.ptp(found.adjusted) < np.ptp(hits / 200) / 2


def test_planted_differences_lie_inside_their_intervals(rng: np.random.Generator) -> None:
    planted = rng.normal(0, 0.4, 60)
    n = rng.integers(50, 900, 60).astype(float)
    hits = rng.binomial(n.astype(int), expit(logit(0.7) + planted)).astype(float)

    found = one_mix(n, hits)

    truth = expit(planted + logit(0.7))
    covered = int(((truth >= found.low) & (truth <= found.high)).sum())
    assert 53 <= covered <= 60
    assert found.spread == pytest.approx(0.4, abs=0.12)


def test_one_unit_alone_cannot_be_compared() -> None:
    found = one_mix(np.array([100.0]), np.array([70.0]))

    assert (found.comparable[0], found.spread) == (False, 0.0)
    assert np.isnan([found.z[0], found.worth[0], found.adjusted[0]]).all()


def test_trials_that_are_copies_of_each_other_count_once(rng: np.random.Generator) -> None:
    """
    twenty units of fifty customers, each with two contacts that always went alike
    """
    customers = rng.binomial(1, 0.7, 1000).astype(float)
    units = np.repeat(np.arange(20), 50)
    n, hits = np.full(20, 100.0), 2.0 * np.bincount(units, customers).astype(np.float64)
    mix = fit_mix([np.full(20, "a", dtype=object)], hits, n)
    repeats = Repeats(np.repeat(units, 2), np.repeat(np.arange(1000), 2), np.repeat(customers, 2))

    plain, together = (
        unit_effects(np.arange(20), hits, mix),
        unit_effects(np.arange(20), hits, mix, repeats),
    )

    assert together.alike == pytest.approx(1.0, abs=0.1)
    assert together.z == pytest.approx(plain.z / np.sqrt(1 + together.alike), rel=1e-6)


def test_equal_units_lie_outside_the_inner_limits_as_often_as_they_should(
    rng: np.random.Generator,
) -> None:
    """
    2,400 equal units in worlds of thirty with three topics, each unit with a mix of its own
    """
    outside = []
    for _ in range(80):
        units, topics = (
            np.repeat(np.arange(30), 3),
            np.tile(np.array(list("abc"), dtype=object), 30),
        )
        n = rng.integers(5, 90, 90).astype(float)
        hits = rng.binomial(n.astype(int), np.tile([0.6, 0.75, 0.9], 30)).astype(float)
        outside += list(np.abs(unit_effects(units, hits, fit_mix([topics], hits, n)).z) > 1.96)

    assert 0.04 <= np.mean(outside) <= 0.06
