"""Merged cells of a sheet: the value holds for every row of the merge, though it stands in the first alone."""

from typing import Generic, TypeVar

from python_calamine import CalamineSheet

T = TypeVar("T")


class MergedCells(Generic[T]):
    """The merges of one sheet that reach over several rows, filled while its rows are read in order.

    To the right a merge is only a wide cell: its value belongs to the first column, as its heading does.
    """

    def __init__(self, sheet: CalamineSheet) -> None:
        # The reader gives all rows from the sheet's first on, but columns only from the first that is used.
        first_column = sheet.start[1] if sheet.start else 0
        self._ends: dict[tuple[int, int], int] = {}
        self._open: dict[int, tuple[int, T]] = {}
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
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
