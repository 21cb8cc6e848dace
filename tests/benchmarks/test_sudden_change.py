"""The worlds of the benchmark change when they say they do, and one run fills its table."""

import numpy as np
import pytest

from benchmarks import sudden_change
from benchmarks.sudden_change import CHANGE, World, drawn


def repeated(world: World) -> tuple[float, float]:
    """The share repeated of the contacts of four weeks before the change, and of those since."""
    seen, left = zip(
        *(drawn(world, np.random.default_rng(seed)) for seed in range(30)), strict=True
    )
    share = np.mean([1 - left_over for left_over in left], axis=0)
    assert all(one.repeats.shape[2] == world.window + 1 for one in seen)
    return float(share[CHANGE - 28 : CHANGE - 7].mean()), float(share[CHANGE:].mean())


@pytest.mark.parametrize("moves", ["those who come", "all who wait"])
def test_share_moves_at_the_change(moves: str) -> None:
    before, after = repeated(World(0.4, 0.2, moves))

    assert before == pytest.approx(0.4, abs=0.01)
    assert after == pytest.approx(0.2, abs=0.02)


def test_only_those_who_wait_are_moved_before_the_day_itself() -> None:
    """A contact of the day before the change has seen one day and a half of its delays by then, or all of them."""
    came, waits = (
        np.mean(
            [
                drawn(World(0.4, 0.2, moves), np.random.default_rng(seed))[1][CHANGE - 1]
                for seed in range(60)
            ]
        )
        for moves in ("those who come", "all who wait")
    )

    assert came == pytest.approx(0.6, abs=0.02)
    assert 0.65 < waits < 0.8


def test_slow_world_ends_where_the_sudden_one_does() -> None:
    share = sudden_change.repeated_share(
        World(0.2, 0.4, "slowly, those who come"), np.array([0, CHANGE - 14, CHANGE])
    )

    assert share.tolist() == pytest.approx([0.2, 0.3, 0.4])


def test_one_run_fills_a_line() -> None:
    line = sudden_change.measured(World(0.4, 0.2), runs=1)

    assert line.startswith("| 40% to 20% | those who come | 7 | 1 | ")
    assert line.count("|") == sudden_change.HEAD[0].count("|")
