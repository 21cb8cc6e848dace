"""Order statistics on a ladder: what was read is exact, what lies between two rungs is linear between them."""

from math import floor, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from willet.core.metrics.ladders import RUNGS, at_ranks, rung_ranks, with_ladder
from willet.core.metrics.places import NEAR, WIDE, first_ranks

FRACTIONS = st.sampled_from([0.1, 0.5, 0.9])


def read_of(values: NDArray[np.float64], fraction: float) -> list[float]:
    """What an engine reads of sorted values: runs of four, cut at the last, then each rung."""
    n = float(len(values))
    begins = [int(first[0]) for first in first_ranks(np.array([n]), fraction)]
    near = [v for begin in begins for v in values[begin - 1 : begin - 1 + WIDE].tolist()]
    return near + [float(values[int(r) - 1]) for r in rung_ranks(np.array([n]), fraction)[0]]


@given(st.integers(1, 5000), FRACTIONS, st.data())
def test_of_evenly_spaced_values_every_rank_is_found(
    n: int, fraction: float, data: st.DataObject
) -> None:
    rank, count = data.draw(st.integers(1, n)), np.array([float(n)])
    values = np.arange(n, dtype=np.float64) * 3.0 + 7.0

    table = with_ladder([read_of(values, fraction)], count, fraction)

    (found,) = at_ranks(table, np.array([float(rank)]), count, fraction)
    assert found == pytest.approx((rank - 1) * 3.0 + 7.0)


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=60), FRACTIONS, st.data())
def test_a_rank_that_was_read_is_exact_and_the_others_keep_their_order(
    waits: list[float], fraction: float, data: st.DataObject
) -> None:
    values, count = np.sort(np.array(waits)), np.array([float(len(waits))])
    table = with_ladder([read_of(values, fraction)], count, fraction)
    ranks = range(1, len(waits) + 1)

    found = [at_ranks(table, np.array([float(r)]), count, fraction)[0] for r in ranks]

    read = {int(r) for r in rung_ranks(count, fraction)[0]}
    assert [found[r - 1] for r in sorted(read)] == [values[r - 1] for r in sorted(read)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (values[0], values[-1])


def test_rungs_begin_where_no_interval_ends_sooner_and_reach_the_ends() -> None:
    n, fraction = 10_000.0, 0.9
    (ranks,) = rung_ranks(np.array([n]), fraction)
    deviation = sqrt(n * fraction * (1 - fraction))

    assert (ranks[0], ranks[-1]) == (1.0, n)
    assert ranks[RUNGS] == 9000.0
    assert ranks[RUNGS + 1] == floor(9000 + 1.5 * deviation)
    assert ranks[RUNGS + 2] == floor(9000 + 1.5 * 1.15 * deviation)
    assert ranks[RUNGS - 1] == floor(9000 - 1.5 * deviation)
    assert sorted(ranks) == list(ranks)


def test_a_cell_without_rows_and_an_end_that_is_none_give_none() -> None:
    count = np.array([0.0, 4.0])
    values = np.array([1.0, 2.0, 3.0, 4.0])

    table = with_ladder([None, read_of(values, 0.5)], count, 0.5)

    assert table.shape == (2, NEAR + 2 * RUNGS + 1)
    assert np.isnan(table[0]).all()
    assert np.isnan(at_ranks(table, np.array([1.0, np.nan]), count, 0.5)).all()
    assert at_ranks(table[:0], np.array([]), np.array([]), 0.5).shape == (0,)
