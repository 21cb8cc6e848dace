"""All are exposed in the end: which phase each unit begins in, and what it did in each."""

import numpy as np
import pytest

from tests.core.effects.small_cells import arms_of, cells_of
from willet.core.effects.wedge import wedge_of


def test_each_unit_begins_in_the_phase_of_its_start_and_the_never_exposed_after_the_last() -> None:
    rate = np.arange(5 * 10, dtype=np.float64).reshape(5, 10)
    cells = cells_of(rate)
    arms = arms_of((7, 10, [4]), (3, 8, [2, 0]), never=[3], design="stepped_wedge")

    wedge = wedge_of(cells, arms)

    assert wedge.units.tolist() == [0, 2, 3, 4]
    assert wedge.start.tolist() == [1, 1, 3, 2]
    assert wedge.edges == (0, 3, 7, 10)
    assert wedge.length.tolist() == [3, 4, 3]
    phases = [rate[:, 0:3], rate[:, 3:7], rate[:, 7:10]]
    rates = np.array([phase.mean(axis=1)[[0, 2, 3, 4]] for phase in phases]).T
    assert wedge.rates(cells) == pytest.approx(rates)
    order = wedge.order(rates)
    assert order.outcome is rates
    assert order.start.tolist() == wedge.start.tolist()
    assert order.length.tolist() == [3, 4, 3]


def test_two_cohorts_of_one_start_begin_in_one_phase() -> None:
    arms = arms_of((3, 8, [1]), (3, 10, [0]))

    wedge = wedge_of(cells_of(np.ones((2, 10))), arms)

    assert wedge.start.tolist() == [1, 1]
    assert wedge.edges == (0, 3, 10)
