"""The effect with a steady drift apart allowed for: what a verdict must hold against, too.

Placebos see a drift only where the history is long enough. So no verdict rests on their silence: each unit's change
is also taken less what its own steady trend explains, and where the days are too few to know that trend, the interval
is wide.
"""

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.arms import Arms, StartGroup
from willet.core.effects.cells import Cells
from willet.core.effects.comparing import compared
from willet.core.effects.inference import UnitEstimate
from willet.core.effects.inference.drift import LEAST_WEEKS, learns_after
from willet.core.effects.sides import Side, over

Floats = NDArray[np.float64]


def drift_allowed(cells: Cells, arms: Arms) -> UnitEstimate | None:
    """The effect of steps off each unit's own trend; None with fewer than four weeks before the first start."""
    if not arms.cohorts or arms.start < 7 * LEAST_WEEKS:
        return None
    estimate = compared(arms, lambda cohort: _step(cells, cohort), cells.contact_variance)
    return estimate if np.isfinite(estimate.effect) else None


def _step(cells: Cells, cohort: StartGroup) -> tuple[Floats, Floats]:
    """By how much each unit steps off its trend at a cohort's start, and its size as `Changes` has it."""
    before = Side.of(cells, 0, cohort.start)
    after = Side.of(cells, cohort.start, cohort.end)
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
    value = after.rate - before.rate - apart * over(climb, reach)
    size = before.luck + after.luck + over(apart**2, spread)
    return np.where(np.isfinite(size), value, np.nan), size
