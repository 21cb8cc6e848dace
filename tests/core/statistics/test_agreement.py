"""Cohen's kappa against a textbook table, by brute force, and where it does not exist."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.statistics import cohens_kappa


def test_kappa_of_a_known_table() -> None:
    """
    |          | second yes | second no |
    | first yes |        20 |         5 |
    | first no  |        10 |        15 |   observed 0.70, by chance 0.50: kappa 0.40
    """
    found = cohens_kappa([[20, 5], [10, 15]])

    assert found is not None
    assert found.n == 50
    assert found.agreed == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)
    arm = 1.959963984540054 * spread_by_slopes(np.array([[20.0, 5.0], [10.0, 15.0]]))
    assert found.low == pytest.approx(0.4 - arm, rel=1e-5)
    assert found.high == pytest.approx(0.4 + arm, rel=1e-5)


def kappa_of(shares: Any) -> float:
    """Kappa of a table of shares, straight from its definition."""
    chance = (shares.sum(axis=0) * shares.sum(axis=1)).sum() / shares.sum() ** 2
    agreed = np.trace(shares) / shares.sum()
    return float((agreed - chance) / (1 - chance))


def spread_by_slopes(table: Any) -> float:
    """The standard error by the delta method, each slope taken by a small step."""
    shares, step = table / table.sum(), 1e-6
    slopes = np.empty_like(shares)
    for place in np.ndindex(shares.shape):
        moved = shares.copy()
        moved[place] += step
        slopes[place] = (kappa_of(moved) - kappa_of(shares)) / step
    variance = (shares * slopes**2).sum() - (shares * slopes).sum() ** 2
    return float(np.sqrt(variance / table.sum()))


@settings(deadline=None)
@given(st.lists(st.integers(1, 60), min_size=4, max_size=4))
def test_kappa_is_agreement_beyond_chance(cells: list[int]) -> None:
    table = np.array(cells, dtype=float).reshape(2, 2)
    n = table.sum()
    chance = (table.sum(axis=0) * table.sum(axis=1)).sum() / n**2
    agreed = (table[0, 0] + table[1, 1]) / n

    found = cohens_kappa(table)

    assert found is not None
    assert found.kappa is not None
    assert found.kappa == pytest.approx((agreed - chance) / (1 - chance), abs=1e-9)
    assert found.low is not None
    assert found.high is not None
    assert -1 <= found.low <= found.kappa + 1e-9
    assert found.kappa - 1e-9 <= found.high <= 1


@pytest.mark.parametrize("table", [[[7, 0], [0, 0]], [[4, 3], [0, 0]], [[4, 0], [3, 0]]])
def test_a_judge_who_never_varies_has_no_kappa(table: list[list[int]]) -> None:
    found = cohens_kappa(table)

    assert found is not None
    assert (found.n, found.kappa, found.low, found.high) == (7, None, None, None)


def test_nothing_judged_has_no_agreement() -> None:
    assert cohens_kappa([[0, 0], [0, 0]]) is None


def test_a_table_that_is_not_square_is_refused() -> None:
    with pytest.raises(ValueError, match="square"):
        cohens_kappa([[1, 2, 3], [4, 5, 6]])
