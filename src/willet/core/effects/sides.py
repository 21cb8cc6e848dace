"""What each unit's rows on one side of a start teach: a rate, a middle day, and a trend of its own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.cells import Cells

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Side:
    """The rows of each unit on one side of a start: their rate, their middle day, and what they teach of a trend."""

    rows: Floats
    rate: Floats
    middle: Floats
    climb: Floats
    reach: Floats
    spread: Floats

    @property
    def luck(self) -> Floats:
        """The variance of a rate by luck alone, in that of one row."""
        return over(np.ones(len(self.rows)), self.rows)

    @classmethod
    def of(cls, cells: Cells, start: int, end: int) -> "Side":
        """Of these columns, the last left out."""
        day = np.arange(start, end, dtype=np.float64)
        above, below, n = (m[:, start:end] for m in (cells.above, cells.below, cells.n))
        middle = over(below @ day, below.sum(axis=1))
        away = day - middle[:, None]
        return cls(
            n.sum(axis=1),
            cells.rate(start, end),
            middle,
            (above * away).sum(axis=1),
            (below * away**2).sum(axis=1),
            (n * away**2).sum(axis=1),
        )


def over(above: Floats, below: Floats) -> Floats:
    """A quotient, NaN where there is nothing below."""
    result = np.full(np.shape(below), np.nan)
    return np.asarray(np.divide(above, below, out=result, where=below > 0))
