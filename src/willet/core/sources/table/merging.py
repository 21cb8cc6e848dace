"""Merged cells of a sheet: the value holds for every row of the merge, though it stands in the first alone.

A heading over several columns holds for each of them: `Start`, `Start (2)`.
"""

from typing import Generic, TypeVar

from python_calamine import CalamineSheet

T = TypeVar("T")


class MergedCells(Generic[T]):
    """The merges of one sheet that reach over several rows, filled while its rows are read in order.

    To the right a merge among the rows is only a wide cell: its value belongs to the first column.
    """

    def __init__(self, sheet: CalamineSheet) -> None:
        # The reader gives all rows from the sheet's first on, but columns only from the first that is used.
        first_column = sheet.start[1] if sheet.start else 0
        self._ends: dict[tuple[int, int], int] = {}
        self._open: dict[int, tuple[int, T]] = {}
        self._wide: list[tuple[range, int, int]] = []
        """The rows of each wide cell, its first column and its last."""
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            if right > left:
                rows = range(top + 1, bottom + 2)
                self._wide.append((rows, left - first_column, right - first_column))
            if bottom > top:
                self._ends[top + 1, left - first_column] = bottom + 1

    def filled(self, number: int, cells: list[T]) -> list[T]:
        """The cells of a row, counted from 1, with the values of the merges that it lies in."""
        if not self._ends:
            return cells
        for column, cell in enumerate(cells):
            end = self._ends.get((number, column))
            if end is not None:
                self._open[column] = (end, cell)
        self._open = {c: (end, v) for c, (end, v) in self._open.items() if end >= number}
        return [self._open[c][1] if c in self._open else cell for c, cell in enumerate(cells)]

    def heading(self, number: int, cells: list[T]) -> list[T]:
        """The cells of a row of names, each name over every column that its cell covers."""
        named = list(cells)
        for rows, left, right in self._wide:
            if number in rows and 0 <= left < len(cells):
                covered = range(left, min(right + 1, len(cells)))
                named[left : covered.stop] = [cells[left]] * len(covered)
        return named
