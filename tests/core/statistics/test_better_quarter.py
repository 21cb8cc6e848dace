"""What is recoverable: against prior draws written out, against luck alone, and against planted differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import expit, logit
from scipy.stats import binom

from willet.core.statistics import rates
from willet.core.statistics.better_quarter import (
    TAIL,
    Recoverable,
    above_better_quarter,
    recoverable,
)

Floats = NDArray[np.float64]
RUNS = 60


def found(size: Floats, failures: Floats, group: NDArray[np.intp]) -> Recoverable:
    told = recoverable(size, failures, group)
    assert told is not None
    return told


def one_group(size: list[float], failures: list[float]) -> Recoverable:
    return found(np.array(size), np.array(failures), np.zeros(len(size), np.intp))


@pytest.mark.parametrize(
    ("rate", "size", "above"),
    [
        # a quarter of 400 cases lies in the best slice alone, inclusive; of 500 in the best two
        ([0.1, 0.2, 0.3, 0.4], [100, 100, 100, 100], 10 + 20 + 30),
        ([0.1, 0.2, 0.3, 0.4], [99, 100, 101, 100], 10.1 + 20),
        ([0.4, 0.1, 0.3, 0.2, 0.5], [100] * 5, 20 + 10 + 30),
        # a tiny best slice sets no level; a large one does
        ([0.0, 0.2, 0.3], [10, 100, 100], 10),
        ([0.0, 0.2, 0.3], [100, 100, 100], 20 + 30),
        # one better, one worse, all alike
        ([0.1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3], [100] * 8, 0),
        ([0.6, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3], [100] * 8, 30),
        ([0.3, 0.3], [50, 70], 0),
    ],
)
def test_known_rates_are_held_against_the_slice_with_which_a_quarter_is_reached(
    rate: list[float], size: list[float], above: float
) -> None:
    group = np.zeros(len(rate), np.intp)

    told = above_better_quarter(np.array([rate]), np.array(size, float), group)

    assert told.tolist() == pytest.approx([above])


def test_groups_have_levels_of_their_own() -> None:
    rate, size = np.array([[0.1, 0.2, 0.5, 0.7]]), np.full(4, 100.0)

    told = above_better_quarter(rate, size, np.array([0, 0, 1, 1]))

    assert told.tolist() == pytest.approx([10 + 20])


def test_two_slices_against_prior_draws_written_out() -> None:
    n, x = np.array([60.0, 60.0]), np.array([24.0, 6.0])
    rng, draws = np.random.default_rng(3), 400_000
    spread = rng.choice(
        rates.SPREADS,
        draws,
        p=_share(
            np.gradient(rates.SPREADS) * np.exp(-0.5 * (rates.SPREADS / rates.USUAL_SPREAD) ** 2)
        ),
    )
    mix = rates.MIXES[rng.choice(len(rates.MIXES), draws, p=rates.USUAL)]
    centre = expit(rng.uniform(logit(0.02), logit(0.9), draws))[:, None]
    kind = (rng.random((draws, 2)) > np.cumsum(mix, axis=1)[:, :1]).astype(int)
    kind += rng.random((draws, 2)) < (mix[:, 2] / np.maximum(1 - mix[:, 0], 1e-9))[:, None] * kind
    deviation = np.where(kind == 2, rates.FAR, spread[:, None])
    strength = np.maximum(1 / (deviation**2 * centre * (1 - centre)) - 1, 0.5)
    rate = np.where(kind == 0, centre, rng.beta(centre * strength, (1 - centre) * strength))
    weight = _share(np.prod(binom.pmf(x, n, rate), axis=1))
    gap = 60 * np.abs(rate[:, 0] - rate[:, 1])
    order = np.argsort(gap)
    low, high = np.interp((TAIL, 1 - TAIL), np.cumsum(weight[order]), gap[order])

    told = found(n, x, np.array([0, 0]))

    assert told.value == pytest.approx(float(weight @ gap), abs=0.6)
    assert told.low == pytest.approx(low, abs=1.2)
    assert told.high == pytest.approx(high, abs=1.2)
    assert told.compared == 30


def _share(weight: Floats) -> Floats:
    return np.asarray(weight / weight.sum())


def world(kind: str, rng: np.random.Generator, base: float = 0.25) -> Floats:
    """Ten true rates."""
    rate = np.full(10, base)
    if kind == "one better":
        rate[0] = base / 2
    if kind == "one worse":
        rate[0] = base * 2
    return expit(logit(base) + rng.normal(0, 0.4, 10)) if kind == "normal" else rate


@pytest.mark.journey("law", but_first=True)
@pytest.mark.parametrize("base", [0.25, 0.1])
@pytest.mark.parametrize("kind", ["all equal", "one better", "one worse", "normal"])
def test_interval_holds_what_was_planted_and_is_no_wider_than_needed(
    kind: str, base: float
) -> None:
    rng = np.random.default_rng(7)
    size, group = np.full(10, 200.0), np.zeros(10, np.intp)
    held, width = [], []
    for _ in range(RUNS):
        rate = world(kind, rng, base)
        failures = rng.binomial(200, rate).astype(float)
        one = found(size, failures, group)
        level = np.sort(rate)[2]  # of ten alike in size the third holds the quarter
        truth = float((size * np.maximum(rate - level, 0)).sum())
        held.append(one.low <= truth <= one.high)
        width.append((one.high - one.low) / failures.sum())

    assert np.mean(held) >= 0.88
    assert np.mean(width) <= 0.30


def test_equal_slices_have_next_to_nothing_to_recover() -> None:
    """The winner's curse: the third lowest rate as counted would promise nearly a tenth of all failures."""
    rng = np.random.default_rng(1)
    told, naive = [], []
    for _ in range(RUNS):
        failures = rng.binomial(200, np.full(10, 0.25)).astype(float)
        one = one_group([200.0] * 10, failures.tolist())
        naive.append(float(np.maximum(failures - np.sort(failures)[2], 0).sum() / failures.sum()))
        told.append((one.value / failures.sum(), one.low))

    assert np.mean(naive) > 0.08
    assert np.mean(told, axis=0)[0] < 0.04
    assert max(low for _, low in told) == 0.0


def test_one_far_off_among_many_alike_is_all_there_is_to_recover() -> None:
    told = one_group([200.0] * 10, [*[20.0] * 9, 180.0])

    assert 140 < told.low < 160 < told.high < 185


def test_better_names_of_one_topic_say_nothing_of_another() -> None:
    size = np.full(20, 200.0)
    failures = np.array([50.0] * 10 + [100.0] * 10)

    told = found(size, failures, np.repeat([0, 1], 10))

    assert told.low == 0.0
    assert told.value < 0.03 * failures.sum()


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
    told = one_group([40.0, 40.0], [40.0, 0.0])

    assert 30 < told.value < 40
    assert told.compared == 40


WORLDS = st.lists(
    st.tuples(st.integers(1, 300), st.floats(0, 1), st.integers(0, 3)), min_size=2, max_size=12
)


@settings(deadline=None, max_examples=40)
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
        assert 0 <= told.low <= told.value <= told.high <= size.sum()
        assert told.compared <= failures.sum()
        assert turned.value == pytest.approx(told.value, rel=1e-6, abs=1e-6)
