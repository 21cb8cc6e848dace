"""The worlds of the effects, on a small scale: what is planted is told, and nothing is told of nothing."""

from collections import Counter

import numpy as np
import pytest

from benchmarks.effects.looks import BEFORE, PLAN
from benchmarks.effects.worlds import World, drawn, told
from willet.core.effects.planning import MOST_WEEKS


def verdicts(world: World, runs: int, seed: int) -> Counter[str | None]:
    rng = np.random.default_rng(seed)
    return Counter(told(*drawn(world, rng), rng).verdict for _ in range(runs))


def test_planted_course_works_and_harm_harms() -> None:
    starts = [24] * 24 + [None] * 24

    assert verdicts(World(starts, 36, 40, effect=0.06), 15, 1)["worked"] >= 13
    assert verdicts(World(starts, 36, 40, effect=-0.06), 15, 2)["harmful"] >= 13


@pytest.mark.journey("law")
def test_drift_seen_for_a_short_time_is_seldom_called_an_effect() -> None:
    """Twelve weeks show a drift of .4 points a week too seldom; the allowance for it does not need to see it."""
    starts = [12] * 48 + [None] * 48

    assert verdicts(World(starts, 24, 25, drift=0.004), 40, 4)["worked"] <= 5


def test_nothing_is_seldom_called_something() -> None:
    of_nothing = verdicts(World([12] * 4 + [None] * 4, 24, 100), 40, 3)

    assert of_nothing["worked"] + of_nothing["harmful"] <= 6


def test_same_seed_gives_the_same_centre() -> None:
    world = World([BEFORE, BEFORE, None, None], BEFORE + PLAN, 20)

    one, other = (drawn(world, np.random.default_rng(5))[0] for _ in range(2))

    assert (one.n == other.n).all()
    assert (one.above == other.above).all()
    assert BEFORE + PLAN < MOST_WEEKS
