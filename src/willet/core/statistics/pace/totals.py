"""Totals of days to come, such as how many calls: each weekday as it was, with the spread of days and weeks."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from willet.core.statistics.pace.days import WEEK, DayColumns, Floats
from willet.core.statistics.pace.spread import DaySpread, spread_of

RECENT_WEEKS: int = 12
"""So many weeks tell what a weekday brings; what was before may have been another season."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What each weekday brings on average, from how many such days that is known, and the relative spread."""

    means: Floats
    seen: Floats
    spread: DaySpread | None

    def expected(self, weekdays: NDArray[np.int64]) -> Floats:
        """The mean total of each of some days."""
        return self.means[weekdays]

    def draw(
        self, weekdays: NDArray[np.int64], weeks: NDArray[np.int64], rng: Generator, draws: int
    ) -> Floats:
        """Totals of some days, drawn so often: a row for each draw."""
        means = np.broadcast_to(self.means[weekdays], (draws, len(weekdays)))
        if self.spread is None:
            return np.array(means)
        between, of_weeks = drawn_variances(self.spread, rng, draws)
        of_days = between + self.spread.within / np.maximum(self.means, 1e-9)
        known = np.sqrt((of_days + of_weeks) / np.maximum(self.seen, 1.0))
        unsure = rng.standard_normal((draws, WEEK)) * known
        shared = by_week(weeks, rng, draws) * np.sqrt(of_weeks)
        centre = means * np.maximum(1 + unsure[:, weekdays] + shared, 0.0)
        return _gamma(centre, of_days[:, weekdays], rng)


def totals_of(days: DayColumns) -> Totals:
    """What the newest weeks say of each weekday."""
    newest = int(days.week.max())
    recent = days.where(days.week > newest - RECENT_WEEKS)
    seen = np.bincount(recent.weekday, minlength=WEEK).astype(np.float64)
    sums = np.bincount(recent.weekday, recent.value, WEEK)
    overall = sums.sum() / max(seen.sum(), 1.0)
    means = np.where(seen > 0, sums / np.maximum(seen, 1.0), overall)
    return Totals(means, seen, _relative(recent, means))


def _relative(days: DayColumns, means: Floats) -> DaySpread | None:
    """The spread of totals as shares of their weekday's mean; weekdays that bring nothing say nothing."""
    mean = means[days.weekday]
    kept = days.where(mean > 0)
    if len(kept) <= WEEK:
        return None
    mean = mean[mean > 0]
    return spread_of(DayColumns(kept.weekday, kept.week, mean, kept.value / mean), "mean")


def drawn_variances(spread: DaySpread, rng: Generator, draws: int) -> tuple[Floats, Floats]:
    """The variances between days and between weeks as they may be, each a column of draws."""
    return _wider(spread.day, spread.freedom, rng, draws), _wider(
        spread.week, spread.weeks, rng, draws
    )


def _wider(variance: float, freedom: int, rng: Generator, draws: int) -> Floats:
    """What a variance estimated with so much freedom may be."""
    drawn = variance * freedom / rng.chisquare(freedom, draws)
    return np.asarray(drawn[:, None], dtype=np.float64)


def by_week(weeks: NDArray[np.int64], rng: Generator, draws: int) -> Floats:
    """Standard normal numbers that the days of a week share."""
    distinct, place = np.unique(weeks, return_inverse=True)
    return np.asarray(rng.standard_normal((draws, len(distinct)))[:, place], dtype=np.float64)


def _gamma(centre: Floats, variation: Floats, rng: Generator) -> Floats:
    """Numbers not below nothing with these means, and this variance in units of the mean's square."""
    shape = 1 / np.maximum(variation, 1e-9)
    drawn = rng.standard_gamma(np.broadcast_to(shape, centre.shape))
    return np.asarray(drawn / shape * centre, dtype=np.float64)
