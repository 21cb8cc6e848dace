"""Who gets the hard work is taken out; what chance explains is not called a difference."""

import numpy as np
import pytest
from scipy.special import expit, logit

from willet.core.statistics.case_mix import expected_shares, unit_effects

RNG = np.random.default_rng(5)


def _labels(*values: str) -> np.ndarray:
    return np.array(values, dtype=object)


def test_hard_work_is_not_held_against_who_does_it() -> None:
    """Simpson's trap: Ann is better on both topics and worse overall.

    | agent | topic | contacts | solved |
    | ann   | easy  | 100      | 95     |
    | ann   | hard  | 900      | 540    |
    | bob   | easy  | 900      | 810    |
    | bob   | hard  | 100      | 50     |
    """
    units, topics = _labels("ann", "ann", "bob", "bob"), _labels("easy", "hard", "easy", "hard")
    n, hits = np.array([100.0, 900, 900, 100]), np.array([95.0, 540, 810, 50])

    found = unit_effects(units, hits, n, expected_shares([topics], hits, n))

    raw = dict(zip(found.units, found.hits / found.n, strict=True))
    adjusted = dict(zip(found.units, found.adjusted, strict=True))
    assert raw["ann"] < raw["bob"]
    assert adjusted["ann"] > adjusted["bob"]


def test_expected_shares_of_one_factor_are_its_shares_where_there_is_much_of_it() -> None:
    topics, n = _labels("a", "b", "a", "b"), np.array([40_000.0, 10_000, 20_000, 30_000])
    hits = np.array([20_000.0, 8_000, 10_000, 24_000])

    found = expected_shares([topics], hits, n)

    assert found == pytest.approx([0.5, 0.8, 0.5, 0.8], abs=1e-3)


def test_expected_counts_add_up_to_what_happened() -> None:
    size = 300
    levels = [RNG.choice(list("abcde"), size).astype(object) for _ in range(3)]
    n = RNG.integers(1, 40, size).astype(float)
    hits = RNG.binomial(n.astype(int), 0.7).astype(float)

    expected = expected_shares(levels, hits, n)

    # The intercept carries no penalty, so its score equation holds: expected total = observed total.
    assert (n * expected).sum() == pytest.approx(hits.sum(), rel=1e-4)


def test_units_that_differ_by_chance_alone_are_drawn_together() -> None:
    units = np.array([f"u{i:02d}" for i in range(40)], dtype=object)
    n = np.full(40, 200.0)
    hits = RNG.binomial(200, 0.75, 40).astype(float)

    found = unit_effects(units, hits, n, np.full(40, 0.75))

    assert found.spread < 0.15
    assert np.ptp(found.adjusted) < np.ptp(hits / n) / 2
    inside = (hits / n >= found.funnel_low) & (hits / n <= found.funnel_high)
    assert inside.sum() >= 35


def test_planted_differences_lie_inside_their_intervals() -> None:
    planted = RNG.normal(0, 0.4, 60)
    units = np.array([f"u{i:02d}" for i in range(60)], dtype=object)
    n = RNG.integers(50, 900, 60).astype(float)
    share = expit(logit(0.7) + planted)
    hits = RNG.binomial(n.astype(int), share).astype(float)

    found = unit_effects(units, hits, n, np.full(60, 0.7))

    truth = expit(planted + logit(0.7))
    covered = int(((truth >= found.low) & (truth <= found.high)).sum())
    assert 53 <= covered <= 60
    assert found.spread == pytest.approx(0.4, abs=0.12)


def test_one_unit_alone_differs_from_nobody() -> None:
    found = unit_effects(_labels("ann"), np.array([7.0]), np.array([10.0]), np.array([0.7]))

    assert found.spread == 0.0
    assert found.adjusted[0] == pytest.approx(0.7)
