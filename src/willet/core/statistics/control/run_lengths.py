"""How long a smoothed chart runs until it alarms, by a Markov chain over the places between its limits.

Source: Brook and Evans (1972); Lucas and Saccucci (1990). That the baseline was estimated is allowed for by averaging
over what its level and scale may be, as in Jones, Champ and Rigdon (2001).
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.special import ndtr

from willet.core.statistics.pace.days import Floats

_PLACES: Final = 101
_NODES: Final = 7
_SCALE_VARIANCE: Final = 0.826
"""Times 1 / days: the relative variance of a scale worked out from the distances of neighbours."""


def run_length(weight: float, width: float, *, shift: float = 0.0) -> float:
    """The mean number of days until the chart alarms, from its level on.

    Args:
        weight: That of the newest day; with 1 it is Shewhart's chart.
        width: The limits in standard deviations of the smoothed figure.
        shift: How far the figures have moved, in standard deviations of a day.

    >>> round(run_length(1, 3), 1)
    370.4
    """
    chain = _chain(weight, width, shift, 1.0)
    lengths = np.linalg.solve(np.eye(_PLACES) - chain, np.ones(_PLACES))
    return float(lengths[_PLACES // 2])


@lru_cache(maxsize=64)
def false_alarm_chance(
    weight: float,
    width: float,
    *,
    days: int,
    baseline_days: int | None = None,
    one_sided: bool = False,
) -> float:
    """The chance of some alarm within so many days on which nothing changes.

    Args:
        weight: As `run_length`.
        width: As `run_length`.
        days: How many days.
        baseline_days: From how many days the level and the scale are known; None where they are known exactly.
        one_sided: Whether it alarms on one side alone, and runs on beyond its other limit.
    """
    if baseline_days is None:
        return _within(weight, width, 0.0, 1.0, days, one_sided=one_sided)
    nodes, weights = hermegauss(_NODES)
    weights = weights / weights.sum()
    shifts = nodes / np.sqrt(baseline_days)
    scales = np.exp(nodes * np.sqrt(_SCALE_VARIANCE / baseline_days))
    return float(
        sum(
            of_shift
            * of_scale
            * _within(weight, width, shift / scale, 1 / scale, days, one_sided=one_sided)
            for shift, of_shift in zip(shifts, weights, strict=True)
            for scale, of_scale in zip(scales, weights, strict=True)
        )
    )


def _within(
    weight: float, width: float, shift: float, spread: float, days: int, *, one_sided: bool
) -> float:
    """The chance of an alarm within so many days whose figures have this mean and spread."""
    chain = _chain(weight, width, shift, spread, one_sided=one_sided)
    still = np.zeros(len(chain))
    still[len(chain) - 1 - _PLACES // 2] = 1.0
    for _day in range(days):
        still = still @ chain
    return float(1 - still.sum())


def _chain(
    weight: float, width: float, shift: float, spread: float, *, one_sided: bool = False
) -> Floats:
    """From each place between the limits to each other one: the chances of one day.

    With one side the places go on below, as far again, and whatever lies lower stands on the lowest of them.
    """
    reach = width * np.sqrt(weight / (2 - weight))
    edges = np.linspace(-reach, reach, _PLACES + 1)
    if one_sided:
        edges = np.concatenate([edges[:-1] - 2 * reach, edges])
    middles = (edges[:-1] + edges[1:]) / 2
    if one_sided:
        edges[0] = -np.inf
    wanted = (edges[None, :] - (1 - weight) * middles[:, None]) / weight
    return np.asarray(np.diff(ndtr((wanted - shift) / spread), axis=1), dtype=np.float64)
