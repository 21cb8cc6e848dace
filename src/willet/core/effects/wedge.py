"""All are exposed in the end, one after the other: the cells as an order of phases between the starts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.arms import Arms
from willet.core.effects.cells import Cells
from willet.core.effects.inference import Order

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Wedge:
    """The units that are seen in every phase, when each begins, and the columns where phases begin and end."""

    units: NDArray[np.int64]
    start: NDArray[np.int64]
    edges: tuple[int, ...]

    @property
    def length(self) -> Floats:
        """The days of each phase."""
        return np.diff(np.array(self.edges, dtype=np.float64))

    def order(self, outcome: Floats) -> Order:
        """The order, of an outcome by unit and phase."""
        return Order(outcome, self.start, self.length)

    def rates(self, cells: Cells) -> Floats:
        """The rate of each unit in each phase."""
        spans = zip(self.edges[:-1], self.edges[1:], strict=True)
        return np.array([cells.rate(*span)[self.units] for span in spans]).T


def wedge_of(cells: Cells, arms: Arms) -> Wedge:
    """The wedge of these arms: whoever is never exposed waits to the end; exposure is taken to last."""
    starts = sorted({cohort.start for cohort in arms.cohorts})
    begins = {int(u): 1 + starts.index(c.start) for c in arms.cohorts for u in c.units}
    begins |= {int(u): len(starts) + 1 for u in arms.never}
    units = sorted(begins)
    edges = (0, *starts, cells.days)
    return Wedge(np.array(units, dtype=np.int64), np.array([begins[u] for u in units]), edges)
