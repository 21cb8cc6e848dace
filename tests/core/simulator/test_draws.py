"""Numbers by address: evenly spread, of no relation to their neighbours, in the promised shapes."""

import numpy as np
from scipy import stats

from willet.core.simulator.draws import lognormal, normal, uniform, weibull

MANY = 20_000


def test_uniform_numbers_are_uniform_over_items_slots_and_seeds() -> None:
    for drawn in (
        [uniform(7, item, 3) for item in range(MANY)],
        [uniform(7, 3, slot) for slot in range(MANY)],
        [uniform(seed, 3, 3) for seed in range(MANY)],
    ):
        assert stats.kstest(drawn, "uniform").pvalue > 0.001
        assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 4 / np.sqrt(MANY)


def test_an_address_always_gives_the_same_number() -> None:
    assert uniform(1, 2, 3) == uniform(1, 2, 3)
    assert len({uniform(1, 2, 3), uniform(2, 1, 3), uniform(1, 3, 2), uniform(3, 2, 1)}) == 4


def test_shapes_are_those_named() -> None:
    shapes = (
        ([normal(1, i, 5) for i in range(MANY)], stats.norm()),
        ([lognormal(1, i, 5, 300.0, 0.6) for i in range(MANY)], stats.lognorm(0.6, scale=300.0)),
        ([weibull(1, i, 5, 420.0, 0.85) for i in range(MANY)], stats.weibull_min(0.85, scale=420)),
    )
    for drawn, law in shapes:
        assert stats.kstest(drawn, law.cdf).pvalue > 0.001
