"""The worlds of surveys that not everybody answers, a few of them."""

from collections import Counter

import numpy as np
import pytest

from benchmarks.nonresponse import SEED, WORLDS, draw, run, truth


@pytest.mark.parametrize("world", WORLDS)
def test_the_truth_is_what_everybody_would_have_said(world: str) -> None:
    rng = np.random.default_rng([SEED, 77])

    drawn = draw(world, rng, contacts=200_000)

    everybody = np.average(drawn.satisfied, weights=drawn.population.design)
    assert everybody == pytest.approx(truth(world), abs=0.006)


@pytest.mark.proof
@pytest.mark.parametrize("world", WORLDS[:2])
def test_doubly_robust_weights_hold_the_truth_where_the_plain_share_does_not(world: str) -> None:
    rng, sums = np.random.default_rng([SEED, 78]), Counter[str]()

    for _ in range(30):
        run(world, rng, sums)

    # 95 % of 30 are 28 or 29; fewer than 25 are met three times in a thousand
    assert sums["dr inside"] >= 25
    assert sums["plain inside"] == 0


def test_no_weights_mend_answering_that_hangs_on_the_answer_but_the_bounds_hold() -> None:
    rng, sums = np.random.default_rng([SEED, 79]), Counter[str]()

    for _ in range(5):
        run(WORLDS[2], rng, sums)

    assert sums["dr inside"] == 0
    assert sums["bounds hold"] == 5
