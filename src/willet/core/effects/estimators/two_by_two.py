"""Two groups, before and after: the difference of their differences, from counts, means and sums of squares.

Source: least squares on group, period and their product (Wooldridge, Introductory Econometrics, chapter 13); the
rows are taken as independent, which contacts of one agent are not: units, not rows, stand behind a verdict.
"""

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class CellSums:
    """The rows of one group in one period: how many, their mean, the sum of their squares."""

    n: int
    mean: float
    squares: float

    @property
    def scatter(self) -> float:
        """The sum of squares about the mean."""
        return self.squares - self.n * self.mean**2


def two_by_two(
    before: CellSums, after: CellSums, control_before: CellSums, control_after: CellSums
) -> tuple[float, float]:
    """The effect and its ordinary standard error.

    >>> cells = CellSums(2, 1.0, 4.0), CellSums(2, 4.0, 34.0), CellSums(2, 1.0, 4.0), CellSums(2, 2.0, 10.0)
    >>> two_by_two(*cells)
    (2.0, 1.4142135623730951)
    """
    cells = (before, after, control_before, control_after)
    effect = (after.mean - before.mean) - (control_after.mean - control_before.mean)
    variance = sum(cell.scatter for cell in cells) / (sum(cell.n for cell in cells) - len(cells))
    return effect, sqrt(variance * sum(1 / cell.n for cell in cells))
