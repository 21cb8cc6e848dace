"""What one side of a start teaches of each unit: sums over days, reckoned row by row."""

import numpy as np
import pytest

from tests.core.effects.small_cells import cells_of
from willet.core.effects.sides import Side, over


def test_a_side_is_summed_over_its_own_days_about_their_middle() -> None:
    rate = [[9.0, 0.5, 1.0, 0.0, 9.0], [9.0, 0.25, 0.25, 0.5, 9.0], [9.0] * 5]
    rows = [[7.0, 2.0, 1.0, 1.0, 7.0], [7.0, 4.0, 0.0, 4.0, 7.0], [7.0, 0.0, 0.0, 0.0, 7.0]]

    side = Side.of(cells_of(rate, rows), 1, 4)

    # the first unit's rows lie on days 1, 1, 2, 3: their middle is 7/4, and they are 3/4, 3/4, 1/4, 5/4 away
    assert side.rows.tolist() == [4, 8, 0]
    assert side.rate[:2] == pytest.approx([0.5, 0.375])
    assert side.middle[:2] == pytest.approx([1.75, 2.0])
    assert side.climb[:2] == pytest.approx([1 * -0.75 + 1 * 0.25, 1 * -1 + 2 * 1])
    assert side.reach[:2] == pytest.approx([2 * 0.75**2 + 0.25**2 + 1.25**2, 4 + 4])
    assert side.spread[:2] == pytest.approx(side.reach[:2])
    assert side.luck[:2] == pytest.approx([1 / 4, 1 / 8])
    for one in (side.rate, side.middle, side.luck):
        assert np.isnan(one[2])


def test_nothing_is_over_nothing() -> None:
    quotient = over(np.array([1.0, 0.0, 0.0, -2.0]), np.array([0.5, 0.0, 2.0, 4.0]))

    assert quotient[[0, 2, 3]].tolist() == [2.0, 0.0, -0.5]
    assert np.isnan(quotient[1])
