"""What is recoverable: against a slow oracle, against luck alone, and against planted differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import betabinom, norm

from willet.core.statistics.best_slice import Recoverable, recoverable

Floats = NDArray[np.float64]


def found(size: Floats, failures: Floats, group: NDArray[np.intp]) -> Recoverable:
    told = recoverable(size, failures, group)
    assert told is not None
    return told


def drawn(
    rng: np.random.Generator, spread: float, *, groups: int = 4, slices: int = 12, size: int = 150
) -> tuple[Floats, Floats, NDArray[np.intp], Floats]:
    """Sizes, failures, groups and true rates of a world in which a group's log odds scatter by `spread`."""
    group = np.repeat(np.arange(groups), slices)
    rate = expit(-2.0 + 0.2 * group + rng.normal(0, spread, len(group)))
    cases = rng.integers(size // 2, 2 * size, len(group))
    return cases.astype(float), rng.binomial(cases, rate).astype(float), group, rate


def test_two_slices_against_a_fine_grid_written_out() -> None:
    n, x = np.array([60.0, 60.0]), np.array([24.0, 6.0])
    grid, weights, gaps, errors = np.arange(0.005, 1.6, 0.0025), [], [], []
    for spread in grid:
        strength = 1 / (spread**2 * 0.25 * 0.75) - 1
        a, b = 0.25 * strength, 0.75 * strength
        weights.append(float(np.prod(betabinom.pmf(x, n, a, b))) * norm.pdf(spread, 0, 0.5))
        rate = (a + x) / (a + b + n)
        gaps.append(60 * (rate[0] - rate[1]))
        errors.append(60 * np.sqrt((rate * (1 - rate) / (a + b + n + 1)).sum()))
    share = np.array(weights) / sum(weights)
    rng = np.random.default_rng(3)
    which = rng.choice(len(grid), 200_000, p=share)
    draws = rng.normal(np.array(gaps)[which], np.array(errors)[which])

    told = found(n, x, np.array([0, 0]))

    assert told.value == pytest.approx(float(share @ gaps), abs=0.05)
    assert told.low == pytest.approx(float(np.quantile(draws, 0.025)), abs=0.1)
    assert told.high == pytest.approx(float(np.quantile(draws, 0.975)), abs=0.1)
    assert told.compared == 30


def test_equal_slices_have_next_to_nothing_to_recover() -> None:
    """The winner's curse: the plain lowest rate would promise more than a quarter of all failures."""
    rng = np.random.default_rng(1)
    told, naive = [], []
    for _ in range(400):
        size, failures, group, _rate = drawn(rng, 0.0)
        lowest = np.array([(failures / size)[group == g].min() for g in range(4)])[group]
        naive.append(float((failures - size * lowest).sum() / failures.sum()))
        one = found(size, failures, group)
        told.append((one.value / failures.sum(), one.low / failures.sum()))

    value, low = np.array(told).T
    assert np.mean(naive) > 0.25
    assert value.mean() < 0.04
    assert (bool(np.mean(low > 0) <= 0.05), bool(low.max() < 0.02)) == (True, True)


@pytest.mark.parametrize("spread", [0.2, 0.5])
def test_the_interval_holds_what_was_planted(spread: float) -> None:
    """The slices named best are those of the lowest expected rate; where they tie, the truth lies close by."""
    rng = np.random.default_rng(2)
    held, off = 0, []
    for _ in range(100):
        size, failures, group, rate = drawn(rng, spread)
        one = found(size, failures, group)
        # Large slices tell their own rate; the best of them by their true rate is what could be reached.
        shrunken = (failures + 20 * 0.14) / (size + 20)
        best = np.array(
            [np.flatnonzero(group == g)[shrunken[group == g].argmin()] for g in range(4)]
        )
        truth = float((size * (rate - rate[best][group])).sum())
        held += one.low <= max(truth, 0.0) <= one.high
        off.append((one.value - truth) / failures.sum())

    assert held / 100 >= 0.88
    assert abs(float(np.mean(off))) < 0.06


def test_nothing_is_told_where_nothing_can_be_compared() -> None:
    n = np.array([50.0, 60.0])
    alone, none = np.array([0, 1]), np.array([], np.intp)

    assert recoverable(n, np.array([5.0, 9.0]), alone) is None
    assert recoverable(n, np.zeros(2), np.array([0, 0])) is None
    assert recoverable(np.zeros(0), np.zeros(0), none) is None


def test_a_slice_without_a_neighbour_changes_nothing() -> None:
    n, x, group = np.array([60.0, 60.0, 90.0]), np.array([24.0, 6.0, 80.0]), np.array([0, 0, 1])

    assert recoverable(n, x, group) == recoverable(n[:2], x[:2], group[:2])


def test_slices_that_always_fail_or_never_do_stay_within_the_cases() -> None:
    told = found(np.array([40.0, 40.0]), np.array([40.0, 0.0]), np.array([0, 0]))

    assert 30 < told.value < 40
    assert told.compared == 40


WORLDS = st.lists(
    st.tuples(st.integers(1, 300), st.floats(0, 1), st.integers(0, 3)), min_size=2, max_size=12
)


@given(WORLDS)
def test_laws(world: list[tuple[int, float, int]]) -> None:
    size = np.array([n for n, _, _ in world], float)
    failures = np.array([round(n * share) for n, share, _ in world], float)
    group = np.array([g for _, _, g in world])
    order = np.random.default_rng(len(world)).permutation(len(world))

    told = recoverable(size, failures, group)
    turned = recoverable(size[order], failures[order], group[order])

    assert (told is None) == (turned is None)
    if told is not None and turned is not None:
        assert 0 <= told.low <= told.value <= told.high
        assert told.compared <= failures.sum()
        assert turned.value == pytest.approx(told.value, rel=1e-6, abs=1e-6)
