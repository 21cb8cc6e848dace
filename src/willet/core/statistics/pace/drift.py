"""The level of a figure where it drifts: week by week a random walk, seen through weeks that stray on their own.

The figure of week w is level(w) + week + chance, and level(w + 1) = level(w) + step. How far weeks stray and how large
steps are is weighed by what the known weeks make likely, over a grid of pairs; each draw takes one of them, so that
what is not known of either widens the interval.

Source: local level model, Durbin and Koopman, Time Series Analysis by State Space Methods (2012), chapter 2.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from willet.core.statistics.pace.days import DayColumns, Floats
from willet.core.statistics.pace.spread import DaySpread

_SIZES: Final = np.array([0.0, *(2.0**power for power in range(-7, 5))])
"""Variances of weeks and of steps that are weighed, in units of a week's own variance."""
_UNKNOWN: Final = 1e6
"""The variance of a level of which nothing is known yet, in the same units."""
_ALIKE: Final = 0.5
"""How much is laid beforehand on weeks that differ by their days alone."""
_STILL: Final = 0.8
"""How much is laid beforehand on a level that does not drift at all."""


@dataclass(frozen=True, slots=True)
class DrawnLevels:
    """The level of each of some weeks to come, the week's own part in it: a row for each draw."""

    weeks: NDArray[np.int64]
    levels: Floats

    def of(self, weeks: NDArray[np.int64]) -> Floats:
        """The levels of days that lie in these weeks."""
        return self.levels[:, np.searchsorted(self.weeks, weeks)]


@dataclass(frozen=True, slots=True)
class _Weeks:
    """The known weeks: number, mean above or below its weekdays, and how far days and chance alone put it."""

    number: NDArray[np.int64]
    value: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The grid: variance of weeks and of steps, how likely they are, and the level before the newest week was known."""

    strays: Floats
    steps: Floats
    weights: Floats
    level: Floats
    unsure: Floats


def drawn_levels(
    days: DayColumns, spread: DaySpread, weeks: NDArray[np.int64], rng: Generator, draws: int
) -> DrawnLevels:
    """The levels of these weeks as the days known before make them likely."""
    known = _weeks_of(days, spread)
    pairs = _weighed(known)
    chosen = rng.choice(len(pairs.weights), draws, p=pairs.weights)
    strays, steps = pairs.strays[chosen], pairs.steps[chosen]
    now, own = _newest(known, pairs, chosen, rng)
    distinct = np.unique(weeks)
    apart = np.maximum(np.diff(distinct, prepend=known.number[-1]), 0)
    moves = rng.standard_normal((draws, len(distinct))) * np.sqrt(steps[:, None] * apart)
    each = rng.standard_normal((draws, len(distinct))) * np.sqrt(strays[:, None])
    # The days that are left of a week that is known in part share what that week is on its own.
    each = np.where(distinct == known.number[-1], own[:, None], each)
    return DrawnLevels(distinct, np.asarray(now[:, None] + np.cumsum(moves, axis=1) + each))


def _newest(
    known: _Weeks, pairs: _Pairs, chosen: NDArray[np.int64], rng: Generator
) -> tuple[Floats, Floats]:
    """Level and own part of the newest week: drawn as they were likely before it, then drawn towards its figure."""
    unsure, strays, chance = pairs.unsure[chosen], pairs.strays[chosen], known.variance[-1]
    noise = rng.standard_normal((3, len(chosen)))
    level = pairs.level[chosen] + np.sqrt(unsure) * noise[0]
    own = np.sqrt(strays) * noise[1]
    miss = known.value[-1] - (level + own + np.sqrt(chance) * noise[2])
    gain = miss / (unsure + strays + chance)
    return level + unsure * gain, own + strays * gain


def _weeks_of(days: DayColumns, spread: DaySpread) -> _Weeks:
    number, place = np.unique(days.week, return_inverse=True)
    items = np.bincount(place, days.n)
    sums = np.bincount(place, days.n * (days.value - spread.weekdays[days.weekday]))
    of_days = spread.day * np.bincount(place, days.n**2) / items**2
    variance = np.maximum(of_days + spread.within / items, 1e-12)
    return _Weeks(number, sums / items, variance)


def _weighed(known: _Weeks) -> _Pairs:
    size = float(np.median(known.variance))
    strays, steps = (side.ravel() for side in np.meshgrid(_SIZES * size, _SIZES * size))
    level, unsure = np.full(strays.shape, known.value[0]), np.full(strays.shape, _UNKNOWN * size)
    likely, shown = np.zeros(strays.shape), (level, unsure)
    gaps = np.diff(known.number, prepend=known.number[0])
    for gap, value, variance in zip(gaps, known.value, known.variance, strict=True):
        shown = level, unsure + steps * gap
        spread, miss = shown[1] + variance + strays, value - level
        likely -= 0.5 * (np.log(spread) + miss**2 / spread)
        gain = shown[1] / spread
        level, unsure = level + gain * miss, shown[1] * (1 - gain)
    weights = _prior(strays, _ALIKE) * _prior(steps, _STILL) * np.exp(likely - likely.max())
    return _Pairs(strays, steps, weights / weights.sum(), *shown)


def _prior(sizes: Floats, none: float) -> Floats:
    return np.where(sizes == 0, none, (1 - none) / (len(_SIZES) - 1))
