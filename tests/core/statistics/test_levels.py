"""A level behind counts: where nothing changes it stays, where something does it is seen where it does."""

import numpy as np
import pytest
from numpy.typing import NDArray

from willet.core.statistics import levels
from willet.core.statistics.levels import GRID, Level, levels_of

Floats = NDArray[np.float64]
STEPS = 40


def poisson(counts: Floats, usual: float = 50.0) -> Floats:
    """How likely counts are at each level, where so many are usual."""
    return np.asarray(counts[:, None] * GRID - usual * np.exp(GRID))


def level(counts: list[float]) -> Level:
    return levels_of(poisson(np.array(counts))[None])[0]


def factor(chances: Floats) -> float:
    return float(chances @ np.exp(GRID))


def test_level_of_usual_counts_is_the_usual_one() -> None:
    found = level([50.0] * STEPS)

    assert factor(found.last) == pytest.approx(1.0, abs=0.05)
    assert found.jumped.max() < 0.2
    assert found.own.sum(axis=1) == pytest.approx(np.ones(STEPS))


@pytest.mark.parametrize("share", [0.4, 2.0])
def test_jump_is_seen_on_its_step_and_both_levels_are_known(share: float) -> None:
    found = level([50.0] * 30 + [50.0 * share] * 10)

    assert int(found.jumped.argmax()) == 30
    assert found.jumped[30] > 0.95
    assert factor(found.own[10]) == pytest.approx(1.0, abs=0.06)
    assert factor(found.last) == pytest.approx(share, rel=0.06)


def test_one_odd_step_is_no_new_level() -> None:
    found = level([50.0] * 30 + [80.0] + [50.0] * 9)

    assert factor(found.own[30]) > 1.1
    assert factor(found.last) == pytest.approx(1.0, abs=0.06)


def test_steps_that_differ_much_make_no_new_level_of_the_last_one() -> None:
    """Forty counts that scatter by a third about the usual one, the last of them high."""
    rng = np.random.default_rng(2)
    counts = rng.poisson(400 * np.exp(rng.normal(-0.045, 0.3, STEPS)))
    counts[-1] = 560

    found = levels_of(poisson(counts.astype(float), usual=400.0)[None])[0]

    assert found.jumped.max() < 0.3
    assert factor(found.last) == pytest.approx(1.0, abs=0.12)


def test_step_without_counts_says_nothing() -> None:
    counts = poisson(np.array([50.0] * 10))
    counts[5] = 0.0

    found = levels_of(counts[None])[0]

    assert found.own[5].std() > 0
    assert factor(found.own[5]) == pytest.approx(1.0, abs=0.1)


def test_readings_are_apart() -> None:
    steady, torn = poisson(np.array([50.0] * 20)), poisson(np.array([20.0, 80.0] * 10))

    both = levels_of(np.stack([steady, torn]))

    alone = [levels_of(one[None])[0] for one in (steady, torn)]
    assert [one.evidence for one in both] == pytest.approx([one.evidence for one in alone])
    assert factor(both[0].last) == pytest.approx(factor(alone[0].last))


def test_two_steps_against_all_paths_written_out() -> None:
    counts = poisson(np.array([30.0, 70.0]), usual=50.0)

    found = levels_of(counts[None])[0]

    assert found.evidence == pytest.approx(_evidence(counts), rel=1e-9)


def _evidence(counts: Floats) -> float:
    """The sum over every first level, second level and both rates, one noise after the other."""

    def bell(deviation: float, below: float = 0.0) -> Floats:
        chance = np.exp(-((GRID[None, :] - GRID[:, None] + below) ** 2) / 2 / deviation**2)
        return np.asarray(chance / chance.sum(axis=1)[:, None])

    start = np.exp(-(GRID**2) / 2 / levels.START**2)
    start /= start.sum()
    total = 0.0
    for noise, often in levels.NOISES:
        rates = bell(noise, below=noise**2 / 2)  # the mean of exp(rate) is that of the level
        one, two = rates @ np.exp(counts[0]), rates @ np.exp(counts[1])
        for first, chance in enumerate(start):
            stays, jumps = (1 - often) * two[first], often * float(bell(levels.JUMP)[first] @ two)
            total += chance * one[first] * (stays + jumps) / len(levels.NOISES)
    return float(np.log(total))
