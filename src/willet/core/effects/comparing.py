"""The exposed against the never exposed: changes of units over the days before and after each cohort's start."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.arms import Arms, StartGroup
from willet.core.effects.cells import Cells
from willet.core.effects.inference import Changes, UnitEstimate, compare

Floats = NDArray[np.float64]
Change = Callable[[StartGroup], tuple[Floats, Floats]]
"""Of every unit the change over a cohort's days, and its size as `Changes` has it."""


def effect_of(cells: Cells, arms: Arms) -> UnitEstimate:
    """The mean effect on the exposed over all their exposed days."""
    return compared(
        arms, lambda cohort: change(cells, cohort, cohort.start, cohort.end), cells.contact_variance
    )


def change(cells: Cells, cohort: StartGroup, start: int, end: int) -> tuple[Floats, Floats]:
    """Of every unit the change from the days before a cohort's start to these columns, and its size."""
    earlier, later = (0, cohort.start), (start, end)
    size = _inverse(cells.rows(*earlier)) + _inverse(cells.rows(*later))
    return cells.rate(*later) - cells.rate(*earlier), size


def compared(arms: Arms, of: Change, contact_variance: float) -> UnitEstimate:
    """The exposed less the never exposed, by any change of units; units without one stay out."""
    cohorts = []
    for cohort in arms.cohorts:
        values, size = of(cohort)
        treated = cohort.units[np.isfinite(values[cohort.units])]
        if len(treated) and np.isfinite(values[arms.never]).any():
            cohorts.append(
                Changes(values[treated], size[treated], values[arms.never], size[arms.never])
            )
    if not cohorts:
        return UnitEstimate(float("nan"), None, 0)
    return compare(cohorts, contact_variance)


def by_weeks(cells: Cells, arms: Arms) -> list[tuple[int, UnitEstimate]]:
    """The event study: the effect in each week since the start; before it (negative) a drift that should be none.

    A week before the start is compared with the other days before it.
    """
    spans = [(-(-c.start // 7), -(-(c.end - c.start) // 7)) for c in arms.cohorts]
    weeks = range(-max(s[0] for s in spans), max(s[1] for s in spans))
    estimates = (
        (week, compared(arms, _in_week(cells, week), cells.contact_variance)) for week in weeks
    )
    return [(week, estimate) for week, estimate in estimates if np.isfinite(estimate.effect)]


def _in_week(cells: Cells, week: int) -> Change:
    def of(cohort: StartGroup) -> tuple[Floats, Floats]:
        start = max(cohort.start + 7 * week, 0)
        end = min(cohort.start + 7 * week + 7, cohort.end)
        if start >= end:
            nothing = np.full(len(cells.units), np.nan)
            return nothing, nothing
        return change(cells, cohort, start, end) if week >= 0 else _lead(cells, cohort, start, end)

    return of


def _lead(cells: Cells, cohort: StartGroup, start: int, end: int) -> tuple[Floats, Floats]:
    """A week before the start against all other days before it."""
    above = cells.above[:, : cohort.start].sum(axis=1) - cells.above[:, start:end].sum(axis=1)
    below = cells.below[:, : cohort.start].sum(axis=1) - cells.below[:, start:end].sum(axis=1)
    rest = np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0)
    rows = cells.rows(0, cohort.start) - cells.rows(start, end)
    return cells.rate(start, end) - rest, _inverse(cells.rows(start, end)) + _inverse(rows)


def _inverse(rows: Floats) -> Floats:
    return np.asarray(np.divide(1.0, rows, out=np.full(len(rows), np.nan), where=rows > 0))
