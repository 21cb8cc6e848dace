"""Merged cells of a sheet: a value holds in every row of its merge, a heading over every column."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from willet.core.sources.table.merging import MergedCells

Ends = tuple[tuple[int, int], tuple[int, int]]


def merged(*ranges: Ends, start: tuple[int, int] | None = (0, 0)) -> MergedCells[str]:
    """The merges of a sheet, each from its first row and column to its last, counted from nought."""
    sheet = SimpleNamespace(start=start, merged_cell_ranges=list(ranges) or None)
    return MergedCells(cast(Any, sheet))


def rows(cells: MergedCells[str], *given: str, first: int = 1) -> list[str]:
    return ["".join(cells.filled(first + n, list(row))) for n, row in enumerate(given)]


def test_a_value_holds_in_every_row_of_its_merge_and_in_no_other() -> None:
    cells = merged(((1, 1), (3, 1)))

    assert rows(cells, "abc", "dxe", "f-g", "h-i", "j-k") == ["abc", "dxe", "fxg", "hxi", "j-k"]


def test_merges_may_follow_each_other_and_lie_beside_each_other() -> None:
    cells = merged(((0, 0), (1, 0)), ((2, 0), (3, 0)), ((1, 2), (2, 2)))

    assert rows(cells, "a1-", "-2x", "b3-", "-4-") == ["a1-", "a2x", "b3x", "b4-"]


def test_a_merge_over_rows_and_columns_holds_in_its_first_column_alone() -> None:
    assert rows(merged(((0, 0), (1, 1))), "x-a", "--b") == ["x-a", "x-b"]


def test_a_merge_in_one_row_fills_no_row() -> None:
    assert rows(merged(((0, 0), (0, 2))), "x--", "abc") == ["x--", "abc"]


@pytest.mark.parametrize("start", [(5, 2), (0, 2)])
def test_columns_are_counted_from_the_first_that_is_used_and_rows_from_the_sheets(
    start: tuple[int, int],
) -> None:
    cells = merged(((5, 3), (6, 3)), start=start)

    assert rows(cells, "ax", "b-", "c-", first=6) == ["ax", "bx", "c-"]


def test_a_sheet_without_merges_stays_as_it_is() -> None:
    assert rows(merged(start=None), "ab", "--") == ["ab", "--"]


@pytest.mark.parametrize(
    ("merge", "number", "named"),
    [
        (((0, 1), (0, 2)), 1, "abbd"),
        (((0, 1), (0, 2)), 2, "abcd"),
        (((0, 0), (0, 3)), 1, "aaaa"),
        (((0, 2), (0, 9)), 1, "abcc"),  # wider than the row
        (((0, 4), (0, 9)), 1, "abcd"),  # beyond it
        (((0, 3), (0, 4)), 1, "abcd"),
        (((1, 1), (1, 2)), 1, "abcd"),
        (((1, 1), (1, 2)), 2, "abbd"),
        (((0, 1), (1, 2)), 1, "abbd"),
        (((0, 1), (1, 2)), 2, "abbd"),
        (((0, 1), (1, 2)), 3, "abcd"),
        (((0, 1), (3, 1)), 1, "abcd"),  # one column is no wide cell
    ],
)
def test_a_heading_names_every_column_that_its_cell_covers(
    merge: Ends, number: int, named: str
) -> None:
    assert "".join(merged(merge).heading(number, list("abcd"))) == named


def test_a_heading_that_begins_before_the_first_column_names_none() -> None:
    cells = merged(((0, 1), (0, 3)), start=(0, 2))

    assert "".join(cells.heading(1, list("abcd"))) == "abcd"


def test_a_heading_is_counted_from_the_first_column_that_is_used() -> None:
    cells = merged(((0, 3), (0, 4)), start=(0, 2))

    assert "".join(cells.heading(1, list("abcd"))) == "abbd"
