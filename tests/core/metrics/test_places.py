"""Order statistics read by formula in the engine: whatever the size, those that are needed are among them."""

import duckdb
import numpy as np
import pytest
from scipy.stats import binom

from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.places import (
    NEAR,
    WIDE,
    end_among,
    first_ranks,
    quantile_among,
    read_places,
    spread_out,
)

SIZES = [*range(70), 99, 100, 101, 250, 1000, 2001]
FRACTIONS = (0.5, 0.9)


def values(size: int) -> np.ndarray:
    """So many different values, in order."""
    return np.sort(np.random.default_rng(size).random(size)) * 100


def read(fraction: float) -> list[list[float] | None]:
    """What the engine reads of lists of each size; of no values there is no list."""
    con = duckdb.connect()
    con.execute("CREATE TABLE cells (number INTEGER, l DOUBLE[], n BIGINT)")
    for number, size in enumerate(SIZES):
        listed = values(size).tolist() if size else None
        con.execute("INSERT INTO cells VALUES (?, ?, ?)", [number, listed, size])
    sql = read_places("l", "n", fraction, dialect_named("duckdb"))
    return [row[0] for row in con.execute(f"SELECT {sql} FROM cells ORDER BY number").fetchall()]


@pytest.fixture(scope="module", params=FRACTIONS)
def cells(request: pytest.FixtureRequest) -> tuple[float, np.ndarray, np.ndarray]:
    """A fraction, how many values each cell has, and what was read of them, as columns."""
    n = np.array(SIZES, np.float64)
    return request.param, n, spread_out(read(request.param), n, request.param)


Cells = tuple[float, np.ndarray, np.ndarray]


def test_every_run_stands_in_its_own_columns_and_ends_with_the_last_value(cells: Cells) -> None:
    fraction, n, table = cells

    assert table.shape == (len(SIZES), NEAR)
    for row, size in enumerate(SIZES):
        for run, first in enumerate(first_ranks(n, fraction)):
            ranks = range(int(first[row]), int(first[row]) + WIDE)
            expected = [values(size)[r - 1] if r <= size else np.nan for r in ranks]
            shown = table[row, run * WIDE : (run + 1) * WIDE]
            assert shown == pytest.approx(expected, nan_ok=True)


def test_runs_begin_with_the_first_value_at_the_earliest(cells: Cells) -> None:
    fraction, n, _ = cells

    assert min(first.min() for first in first_ranks(n, fraction)) == 1


def test_the_quantile_is_linear_between_its_neighbours(cells: Cells) -> None:
    fraction, n, table = cells

    found = quantile_among(table, n, fraction)

    assert np.isnan(found[0])
    for row, size in enumerate(SIZES[1:], start=1):
        assert found[row] == pytest.approx(np.quantile(values(size), fraction))


@pytest.mark.parametrize("upper", [False, True])
def test_the_ends_are_the_values_that_the_binomial_distribution_names(
    cells: Cells, upper: bool
) -> None:
    fraction, n, table = cells
    ranks = np.full(len(SIZES), np.nan)
    for row, size in enumerate(SIZES[1:], start=1):
        low = binom.ppf(0.025, size, fraction)
        high = binom.ppf(0.975, size, fraction) + 1
        named = high if upper else low
        ranks[row] = named if 1 <= named <= size else np.nan

    found = end_among(table, ranks, n, fraction, upper=upper)

    for row, size in enumerate(SIZES):
        named = ranks[row]
        expected = np.nan if np.isnan(named) else values(size)[int(named) - 1]
        assert found[row] == pytest.approx(expected, nan_ok=True)
    assert np.isfinite(ranks).sum() > 20


def test_cells_without_a_list_leave_the_places_of_the_others_alone() -> None:
    n = np.array([0.0, 2, 0, 1])

    # of two values the upper run begins with the second
    table = spread_out([None, [1.0, 2.0, 1.0, 2.0, 2.0], None, [7.0] * 3], n, 0.5)

    assert np.isnan(table[[0, 2]]).all()
    assert table[1, :2].tolist() == [1, 2]
    assert table[3, [0, WIDE, 2 * WIDE]].tolist() == [7, 7, 7]
