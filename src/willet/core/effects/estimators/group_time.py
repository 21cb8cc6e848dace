"""The effect on the units that began together, in each period: group-time average treatment effects.

Source: Callaway and Sant'Anna, Difference-in-Differences with multiple time periods, Journal of Econometrics 225
(2021), without covariates; periods before the start are compared with the one just before each (varying base).
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from willet.core.effects.estimators.panel import NEVER, Panel

Controls: TypeAlias = Literal["never", "not_yet"]


@dataclass(frozen=True)
class GroupTime:
    """The effect in period `time` on the units that began in `group`.

    `influence` is what each unit adds, as in Callaway and Sant'Anna (2021), theorem 2: the standard error is the root
    of its mean square over the number of units.
    """

    group: int
    time: int
    effect: float
    influence: NDArray[np.float64]

    @property
    def error(self) -> float:
        """The analytic standard error; it takes many units for granted."""
        return float(np.sqrt(np.mean(self.influence**2) / len(self.influence)))

    @property
    def length(self) -> int:
        """How long after the start: 0 in the first exposed period, negative before."""
        return self.time - self.group


def group_times(panel: Panel, controls: Controls = "never") -> list[GroupTime]:
    """Every group's effect in every period but the first, those before the start included.

    `never` compares with units that are never exposed, `not_yet` with all that are not exposed until that period
    (the never exposed among them). Where nobody is left to compare with there is no such effect.
    """
    pairs = ((g, t) for g in panel.cohorts for t in range(1, len(panel.periods)))
    effects = (_group_time(panel, g, t, controls) for g, t in pairs)
    return [one for one in effects if one is not None]


def _group_time(panel: Panel, group: int, at: int, controls: Controls) -> GroupTime | None:
    base = _base(panel, group, at)
    change = panel.outcome[:, at] - panel.outcome[:, base]
    treated = panel.start == group
    compared = _compared(panel, group, panel.periods[max(at, base)], controls)
    if not compared.any():
        return None
    effect = change[treated].mean() - change[compared].mean()
    influence = _spread(change, treated) - _spread(change, compared)
    return GroupTime(group, int(panel.periods[at]), float(effect), influence)


def _base(panel: Panel, group: int, at: int) -> int:
    """The period compared with: the last one before the start, and before it the one just before."""
    last = int(np.searchsorted(panel.periods, group)) - 1
    return last if panel.periods[at] >= group else at - 1


def _compared(panel: Panel, group: int, until: int, controls: Controls) -> NDArray[np.bool_]:
    never = np.asarray(panel.start == NEVER)
    if controls == "never":
        return never
    return np.asarray(never | ((panel.start > until) & (panel.start != group)))


def _spread(change: NDArray[np.float64], some: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What each unit adds to the mean change of some of them."""
    return np.asarray(
        np.where(some, change - change[some].mean(), 0.0) * (len(change) / some.sum())
    )
