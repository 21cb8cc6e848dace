"""Cells small enough to reckon on paper: given by unit and day, without a lake."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from willet.core.effects.arms import Arms, StartGroup
from willet.core.effects.cells import Cells, Floats, Strata

FIRST = date(2024, 1, 1)
NOTHING, NOWHERE = np.zeros(0), np.zeros(0, np.int64)
NO_STRATA = Strata(NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOTHING, NOTHING, NOTHING)


def cells_of(
    rate: Floats | Sequence[Sequence[float]],
    n: Floats | Sequence[Sequence[float]] | None = None,
    *,
    variance: float = 0.0,
    strata: Strata = NO_STRATA,
    answers: Floats | None = None,
) -> Cells:
    """Units u0, u1 ... with these rates by day, of so many rows each: ten where nothing else is said."""
    rates = np.asarray(rate, np.float64)
    rows = np.full(rates.shape, 10.0) if n is None else np.asarray(n, np.float64)
    names = tuple(f"u{unit}" for unit in range(len(rates)))
    above = np.where(rows > 0, rates, 0.0) * rows
    spoken = 0 * rows if answers is None else answers
    return Cells(names, FIRST, rows, above, rows, spoken, strata, variance)


def arms_of(
    *cohorts: tuple[int, int, Sequence[int]],
    never: Sequence[int] = (),
    design: str = "difference_in_differences",
) -> Arms:
    """Cohorts as (start, end, units), and who is never exposed."""
    groups = tuple(StartGroup(s, e, np.array(units, np.int64)) for s, e, units in cohorts)
    return Arms(design, groups, np.array(never, np.int64), ())  # type: ignore[arg-type]
