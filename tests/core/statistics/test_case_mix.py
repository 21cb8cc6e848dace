"""What anybody would have reached with a mix of work, and how much of a unit's variance its own work leaves."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy.special import expit

from willet.core.statistics.case_mix import RARE, Mix, fit_mix

Floats = NDArray[np.float64]


def _labels(*values: str) -> np.ndarray:
    return np.array(values, dtype=object)


def test_expected_shares_of_one_factor_are_its_shares_where_there_is_much_of_it() -> None:
    topics, n = _labels("a", "b", "a", "b"), np.array([40_000.0, 10_000, 20_000, 30_000])
    hits = np.array([20_000.0, 8_000, 10_000, 24_000])

    found = fit_mix([topics], hits, n).expected

    assert found == pytest.approx([0.5, 0.8, 0.5, 0.8], abs=1e-3)


def drawn(rng: np.random.Generator, size: int = 300) -> tuple[list[np.ndarray], Floats, Floats]:
    """Cells of three factors with five levels each."""
    levels = [rng.choice(list("abcde"), size).astype(object) for _ in range(3)]
    n = rng.integers(5, 40, size).astype(float)
    odds = sum((np.array([ord(level) for level in factor]) - 99) / 4 for factor in levels)
    return levels, rng.binomial(n.astype(int), expit(odds)).astype(float), n


def test_expected_counts_add_up_to_what_happened(rng: np.random.Generator) -> None:
    levels, hits, n = drawn(rng)

    expected = fit_mix(levels, hits, n).expected

    # The intercept carries no penalty, so its score equation holds: expected total = observed total.
    assert (n * expected).sum() == pytest.approx(hits.sum(), rel=1e-6)


def test_expected_shares_are_those_of_statsmodels(rng: np.random.Generator) -> None:
    levels, hits, n = drawn(rng)
    design = np.hstack(
        [np.ones((len(n), 1)), *((f[:, None] == np.array(list("bcde"))) * 1.0 for f in levels)]
    )

    found = fit_mix(levels, hits, n, ridge=1e-6).expected

    theirs = sm.GLM(np.column_stack([hits, n - hits]), design, family=sm.families.Binomial()).fit()
    assert found == pytest.approx(theirs.predict(design), abs=1e-5)


def test_levels_of_which_there_is_little_are_one() -> None:
    n = np.array([RARE, RARE - 1.0, 1.0, 500.0])

    mix = fit_mix([_labels("a", "b", "c", "d")], np.array([20.0, 29.0, 0.0, 300.0]), n)

    assert mix.expected[1] == mix.expected[2]
    assert len(set(mix.expected.round(9))) == 3


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_all_that_happened_is_certain_so_is_what_is_expected(share: float) -> None:
    mix = fit_mix([_labels("a", "b")], share * np.array([50.0, 60]), np.array([50.0, 60]))

    assert mix.expected == pytest.approx([share, share], abs=1e-3)


@pytest.mark.journey("law")
def test_what_is_left_of_a_unit_is_the_variance_of_its_residual(rng: np.random.Generator) -> None:
    """
    Four units with mixes of their own, drawn 4,000 times from the same odds and learned from anew each time.
    """
    units = np.repeat(np.arange(4), 3)
    topics = np.tile(_labels("a", "b", "c"), 4)
    n = np.array([300.0, 40, 40, 40, 300, 40, 40, 40, 300, 100, 100, 100])
    share = np.tile([0.6, 0.75, 0.9], 4)

    def residuals() -> Floats:
        hits = rng.binomial(n.astype(int), share).astype(float)
        return np.asarray(np.bincount(units, hits - n * fit_mix([topics], hits, n).expected))

    seen = np.array([residuals() for _ in range(4000)]).var(axis=0)
    whole, left = _true(topics, n, share).left_of(units, 4)

    assert left == pytest.approx(seen, rel=0.1)
    assert (left < 0.85 * whole).all()


def _true(topics: np.ndarray, n: Floats, share: Floats) -> Mix:
    return fit_mix([topics], n * share, n)


def test_a_unit_alone_on_its_work_has_nothing_left() -> None:
    topics = _labels("a", "b", "b")
    mix = fit_mix([topics], np.array([200.0, 150, 140]), np.array([300.0, 200, 200]))

    whole, left = mix.left_of(np.array([0, 1, 2]), 3)

    assert left[0] < 0.01 * whole[0]
    assert left[1] == pytest.approx(whole[1] / 2, rel=0.05)
