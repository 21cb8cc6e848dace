"""Levels of fewer than thirty answers are put together, one of exactly thirty stands."""

import numpy as np
import pytest

from willet.core.statistics.nonresponse import collapsed
from willet.core.statistics.nonresponse.collapsing import MOST, frequent_pairs


def levels_of(*counts: int) -> np.ndarray:
    """Level 0 as often as the first number says, and so on."""
    return np.repeat(np.arange(len(counts)), counts)


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [
        ((30, 30), [30, 30]),
        ((30, 29), [59]),  # the small one cannot stand alone and takes in the smallest that could
        ((90, 40, 29), [69, 90]),
        ((90, 20, 10), [30, 90]),  # together they are enough
        ((90, 29, 0, 1), [30, 90]),
        ((10, 5), [15]),
        ((60, 0, 50), [50, 60]),
    ],
)
def test_levels_without_order(counts: tuple[int, ...], sizes: list[int]) -> None:
    levels = levels_of(*counts)

    groups = collapsed(levels, np.ones(len(levels), dtype=bool))

    assert sorted(np.bincount(groups).tolist()) == sizes


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ((40, 10, 60, 30), [0, 0, 1, 2]),  # to the smaller neighbour
        ((60, 10, 40), [0, 1, 1]),
        ((10, 10, 10, 90), [0, 0, 0, 1]),
        ((90, 5), [0, 0]),
        ((30, 30, 30), [0, 1, 2]),
        ((1, 2, 3), [0, 0, 0]),
    ],
)
def test_levels_in_order_are_put_to_a_neighbour(counts: tuple[int, ...], groups: list[int]) -> None:
    levels = levels_of(*counts)

    put = collapsed(levels, np.ones(len(levels), dtype=bool), in_order=True)

    assert [int(put[levels == level][0]) for level in range(len(counts))] == groups


def test_it_is_the_answers_that_count_not_the_people() -> None:
    levels, answered = levels_of(500, 100), np.zeros(600, dtype=bool)
    answered[:29] = answered[500:550] = True

    groups = collapsed(levels, answered)

    assert set(groups.tolist()) == {0}


def test_only_the_most_frequent_of_very_many_levels_stand() -> None:
    levels = levels_of(*[31] * (MOST + 5))

    groups = collapsed(levels, np.ones(len(levels), dtype=bool))

    assert len(set(groups.tolist())) == MOST + 1


def test_a_pair_stands_from_thirty_answers_on() -> None:
    one, other = levels_of(59, 30), np.array([0] * 30 + [1] * 29 + [1] * 30)

    pairs = frequent_pairs(one, other, np.ones(89, dtype=bool))

    assert [pairs[0], pairs[30], pairs[59]] == [1, 0, 2]
