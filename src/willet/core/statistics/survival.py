"""How long until a contact is repeated: hazards by lag, borrowed across weekdays, topics and queues.

A discrete-time survival model. The hazard of each lag over everybody is Kaplan and Meier's; a logistic
regression says how far the weekday it falls on, the first week's lag on that weekday, the topic and the
queue lie from it, drawn back to it by a ridge penalty. With nothing to tell apart it stays Kaplan and
Meier's. Source: Kaplan and Meier (1958); Singer and Willett (1993).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from willet.core.statistics.ridge import Codes, Factors

Floats = NDArray[np.float64]

WEEK = 7
RIDGE = 10.0
"""Information a level must bring before its own hazard counts as much as everybody's."""
SUREST = 1e-9
"""The nearest to never and always that the regression starts from."""


@dataclass(frozen=True)
class Hazards:
    """The chance of a repeat at each lag, weekday on which that lag falls, and group, given none before.

    `share` has the shape (lags, 7, groups). `added` are the regression's log odds, from which the next
    fit may start.
    """

    share: Floats
    added: Floats

    @property
    def log_none(self) -> Floats:
        """The logarithm of the chance that nothing happens, in each cell."""
        return np.asarray(np.log1p(-self.share))


class Survival:
    """The hazards of so many lags and these groups, each group a level of every factor in `levels`."""

    def __init__(self, lags: int, levels: Sequence[Codes]) -> None:
        """`levels` gives, for each factor (topic, queue ...), the level of every group."""
        self.shape = (lags, WEEK, len(levels[0]))
        lag, weekday, group = (axis.ravel() for axis in np.indices(self.shape))
        early = np.minimum(lag, WEEK) * WEEK + weekday
        self._factors = Factors([weekday, early, *(level[group] for level in levels)])

    def fitted(self, events: Floats, at_risk: Floats, start: Floats | None = None) -> Hazards:
        """The hazards that these counts speak for, all three arrays of the shape (lags, 7, groups)."""
        pooled = pooled_hazards(events.sum(axis=(1, 2)), at_risk.sum(axis=(1, 2)))
        odds = logit(np.clip(pooled, SUREST, 1 - SUREST))
        given = np.broadcast_to(odds[:, None, None], self.shape).ravel()
        added = self._factors.fitted(
            events.ravel(),
            at_risk.ravel(),
            given,
            ridge=RIDGE,
            start=self._factors.nothing if start is None else start,
        )
        share = expit(given + self._factors.design @ added).reshape(self.shape)
        return Hazards(np.minimum(share, 1 - SUREST), added)


def pooled_hazards(events: Floats, at_risk: Floats) -> Floats:
    """Kaplan and Meier's hazard of each lag; a lag that nobody has reached is taken to be like the last one reached.

    Repeats thin out with time, so what is carried on is, if anything, too much.
    """
    reached = np.flatnonzero(at_risk > 0)
    if not len(reached):
        return np.zeros(len(at_risk))
    known = np.divide(events, at_risk, out=np.zeros(len(at_risk)), where=at_risk > 0)
    known[reached[-1] + 1 :] = known[reached[-1]]
    return np.minimum(known, 1.0)


def kaplan_meier(times: Floats, seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Times at which something happened, and the share to which nothing has happened after each.

    Args:
        times: time until the event, or until sight of it was lost.
        seen: whether the event was seen.
    """
    from statsmodels.duration.survfunc import SurvfuncRight  # slow import: statsmodels

    survfunc_right = SurvfuncRight(times, seen.astype(int))
    return np.asarray(survfunc_right.surv_times, dtype=np.float64), np.asarray(
        survfunc_right.surv_prob, np.float64
    )
