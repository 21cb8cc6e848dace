"""The benchmark of the funnel on a small scale: both roads give the same, and equal agents seldom stand out."""

import numpy as np
import pytest

from benchmarks.funnel import SKILLED, WORLDS, World, compared, drawn, equal_agents, judged, skilled


@pytest.mark.parametrize("world", [WORLDS[0], WORLDS[2], WORLDS[5]], ids=lambda world: world.name)
def test_the_road_through_the_tables_gives_the_same(world: World) -> None:
    columns, _ = drawn(world, np.random.default_rng(3))

    rows = {row.name: row for row in compared(columns)}
    found = judged(columns)

    assert len(rows) == len(found.n)
    for i in range(len(found.n)):
        row = rows[f"a{i}"]
        assert (row.n, row.resolved) == (found.n[i], found.hits[i])
        assert [row.z, row.worth, row.adjusted] == pytest.approx(
            [found.z[i], found.worth[i], found.adjusted[i]], rel=1e-5, abs=1e-6, nan_ok=True
        )


def test_equal_agents_lie_outside_the_inner_limits_as_seldom_as_they_should() -> None:
    z = equal_agents(WORLDS[0], 2000)

    assert 0.035 <= (np.abs(z) > 1.96).mean() <= 0.065


def test_planted_skill_shows() -> None:
    by_z, by_share = skilled(SKILLED, 3)

    assert by_z > 0.8
    assert by_share > 0.8
