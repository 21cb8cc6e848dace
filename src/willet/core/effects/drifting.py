"""The effect with a steady drift apart allowed for: what a verdict must hold against, too.

Placebos see a drift only where the history is long enough. So no verdict rests on their silence: each unit's change
is also taken less what its own steady trend explains, and where the days are too few to know that trend, the interval
is wide.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.arms import Arms, StartGroup
from willet.core.effects.cells import Cells
from willet.core.effects.comparing import compared
from willet.core.effects.inference import UnitEstimate
from willet.core.effects.inference.drift import LEAST_WEEKS, learns_after

Floats = NDArray[np.float64]


def drift_allowed(cells: Cells, arms: Arms) -> UnitEstimate | None:
    """The effect of steps off each unit's own trend; None with fewer than four weeks before the first start."""
    if not arms.cohorts or arms.start < 7 * LEAST_WEEKS:
        return None
    estimate = compared(arms, lambda cohort: _step(cells, cohort), cells.contact_variance)
    return estimate if np.isfinite(estimate.effect) else None


@dataclass(frozen=True)
class _Side:
    """The rows of each unit on one side of a start: their rate, their middle day, and what they teach of a trend."""

    rows: Floats
    rate: Floats
    middle: Floats
    climb: Floats
    reach: Floats
    spread: Floats

    @classmethod
    def of(cls, cells: Cells, start: int, end: int) -> "_Side":
        day = np.arange(start, end, dtype=np.float64)
        above, below, n = (m[:, start:end] for m in (cells.above, cells.below, cells.n))
        middle = _over(below @ day, below.sum(axis=1))
        away = day - middle[:, None]
        return cls(
            n.sum(axis=1),
            cells.rate(start, end),
            middle,
            (above * away).sum(axis=1),
            (below * away**2).sum(axis=1),
            (n * away**2).sum(axis=1),
        )


def _step(cells: Cells, cohort: StartGroup) -> tuple[Floats, Floats]:
    """By how much each unit steps off its trend at a cohort's start, and its size as `Changes` has it."""
    before = _Side.of(cells, 0, cohort.start)
    after = _Side.of(cells, cohort.start, cohort.end)
    learns = learns_after(cohort.start, cohort.end - cohort.start)
    climb, reach, spread = (
        b + a if learns else b
        for b, a in (
            (before.climb, after.climb),
            (before.reach, after.reach),
            (before.spread, after.spread),
        )
    )
    apart = after.middle - before.middle
    value = after.rate - before.rate - apart * _over(climb, reach)
    ones = np.ones(len(apart))
    size = _over(ones, before.rows) + _over(ones, after.rows) + _over(apart**2, spread)
    return np.where(np.isfinite(size), value, np.nan), size


def _over(above: Floats, below: Floats) -> Floats:
    result = np.full(np.shape(below), np.nan)
    return np.asarray(np.divide(above, below, out=result, where=below > 0))
