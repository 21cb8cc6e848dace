"""Units observed over periods, and the period in which each of them was first exposed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from willet.core.records import RequestError, saying

NEVER = 0
"""The start of a unit that is never exposed."""

UNLIKE = saying(
    "effect.panel.unlike",
    "The outcomes are %(units)s × %(periods)s and there are %(starts)s starts and %(times)s periods: "
    "give one row for each start and one column for each period.",
)
GAPS = saying(
    "effect.panel.gaps",
    "%(n)s of the outcomes are not known; give a number for each unit in each period.",
)


@dataclass(frozen=True)
class Panel:
    """`outcome[unit, period]`; `start` is the period from which a unit is exposed, `NEVER` where it never is."""

    outcome: NDArray[np.float64]
    start: NDArray[np.int64]
    periods: NDArray[np.int64]

    @classmethod
    def of(cls, outcome: ArrayLike, start: ArrayLike, periods: ArrayLike) -> "Panel":
        """A checked panel; `periods` are numbers in ascending order, none of them `NEVER`.

        Raises:
            RequestError: the shapes do not fit each other, or an outcome is missing.
        """
        values = np.asarray(outcome, dtype=np.float64)
        starts, times = np.asarray(start, dtype=np.int64), np.asarray(periods, dtype=np.int64)
        if values.ndim != 2 or values.shape != (len(starts), len(times)):
            units, across = (*values.shape, 0, 0)[:2]
            raise RequestError(
                UNLIKE(units=units, periods=across, starts=len(starts), times=len(times))
            )
        if not np.isfinite(values).all():
            raise RequestError(GAPS(n=int((~np.isfinite(values)).sum())))
        return cls(values, starts, times)

    @property
    def cohorts(self) -> list[int]:
        """The starts that some unit has, after the first period: what began before was never seen without."""
        seen = {int(s) for s in self.start if s != NEVER and s > self.periods[0]}
        return sorted(seen & {int(p) for p in self.periods})
