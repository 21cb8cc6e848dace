"""Kitagawa's parts: they add up, and each moves for its own reason only."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.statistics import kitagawa

PART = st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SIDES = st.lists(st.tuples(PART, PART), min_size=1, max_size=6)


@settings(deadline=None)
@given(SIDES)
def test_mix_and_rate_add_up_to_the_whole(
    parts: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    before, after = np.array([b for b, _ in parts]), np.array([a for _, a in parts])
    if before[:, 1].sum() == 0 or after[:, 1].sum() == 0:
        assert kitagawa(before[:, 0], before[:, 1], after[:, 0], after[:, 1]) is None
        return

    found = kitagawa(before[:, 0], before[:, 1], after[:, 0], after[:, 1])

    assert found is not None
    total = after[:, 0].sum() / after[:, 1].sum() - before[:, 0].sum() / before[:, 1].sum()
    assert found.total == pytest.approx(total, abs=1e-12)
    assert found.mix.sum() + found.rate.sum() == pytest.approx(total, abs=1e-12)


def test_only_the_mix_moved() -> None:
    """easy 90 % and hard 50 % both times; the hard part grew from 20 % to 60 % of all"""
    found = kitagawa([72, 10], [80, 20], [36, 30], [40, 60])

    assert found is not None
    assert found.rate.tolist() == [0.0, 0.0]
    assert found.mix.sum() == pytest.approx(-0.16)


def test_a_part_that_is_new_gives_mix_alone() -> None:
    found = kitagawa([50, 0], [100, 0], [50, 20], [100, 100])

    assert found is not None
    assert found.rate.tolist() == [0.0, 0.0]
    assert found.total == pytest.approx(-0.15)
