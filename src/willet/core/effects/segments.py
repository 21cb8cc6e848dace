"""The segmented trend of exposed units against the others: by how much the level jumps, and the slope bends.

Each unit has a line of its own before the start and one after it. What units differ in these is compared as every
change is: once for each unit, so that shocks which last widen the interval as they must.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.arms import Arms, StartGroup
from willet.core.effects.cells import Cells
from willet.core.effects.comparing import compared
from willet.core.effects.inference import UnitEstimate
from willet.core.effects.inference.drift import LEAST_WEEKS
from willet.core.effects.sides import Side, over

Floats = NDArray[np.float64]
WEEK = 7


@dataclass(frozen=True, slots=True)
class TrendPart:
    """One part of the segmented trend, with a 95 % interval: `level` at the start, or `slope` per week."""

    name: str
    estimate: float
    low: float | None
    high: float | None

    @classmethod
    def of(cls, name: str, estimate: UnitEstimate, scale: float) -> "TrendPart":
        """The part, its estimate in days brought to its own scale."""
        low, high = estimate.interval()
        ends = (None if end is None else scale * end for end in (low, high))
        return cls(name, scale * estimate.effect, *ends)


def segments_of(cells: Cells, arms: Arms) -> tuple[TrendPart, ...]:
    """The change of level at the start, and of slope per week; none where either side has fewer than four weeks.

    Source: Wagner et al., Journal of Clinical Pharmacy and Therapeutics 27 (2002), unit by unit, with controls.
    """
    least = WEEK * LEAST_WEEKS
    if any(c.start < least or c.end - c.start < least for c in arms.cohorts):
        return ()
    level = compared(arms, lambda cohort: _level(cells, cohort), cells.contact_variance)
    slope = compared(arms, lambda cohort: _slope(cells, cohort), cells.contact_variance)
    if not (np.isfinite(level.effect) and np.isfinite(slope.effect)):
        return ()
    return TrendPart.of("level", level, 1.0), TrendPart.of("slope", slope, WEEK)


def _level(cells: Cells, cohort: StartGroup) -> tuple[Floats, Floats]:
    """How far each unit's line after the start begins from where the one before it ends."""
    sides = _sides(cells, cohort)
    edge = cohort.start - 0.5
    before, after = (
        side.rate + over(side.climb, side.reach) * (edge - side.middle) for side in sides
    )
    size = sum(side.luck + over((edge - side.middle) ** 2, side.spread) for side in sides)
    return _where_finite(after - before, np.asarray(size))


def _slope(cells: Cells, cohort: StartGroup) -> tuple[Floats, Floats]:
    """By how much more each unit's line climbs in a day after the start than before it."""
    sides = _sides(cells, cohort)
    before, after = (over(side.climb, side.reach) for side in sides)
    size = sum(over(np.ones(len(side.spread)), side.spread) for side in sides)
    return _where_finite(after - before, np.asarray(size))


def _sides(cells: Cells, cohort: StartGroup) -> tuple[Side, Side]:
    return Side.of(cells, 0, cohort.start), Side.of(cells, cohort.start, cohort.end)


def _where_finite(value: Floats, size: Floats) -> tuple[Floats, Floats]:
    return np.where(np.isfinite(size), value, np.nan), size
