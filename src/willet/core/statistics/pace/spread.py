"""How much a figure differs from day to day and from week to week, beyond what so few items explain.

The model: the figure of day i is level + weekday + week + day + chance, with variances `week` and `day` beyond the
`within / n` of chance. They are worked out from the sums of squares that they make one expect.

Source: moments of an unbalanced random-effects layout, Searle, Casella and McCulloch (1992), chapter 5.
"""

from dataclasses import dataclass

import numpy as np

from willet.core.statistics.pace.days import WEEK, DayColumns, Floats, Kind


@dataclass(frozen=True, slots=True)
class DaySpread:
    """The parts of a figure's variance: within a day (of one item), between days, between weeks."""

    within: float
    day: float
    week: float
    weekdays: Floats
    """What each weekday lies above the level, Monday first, drawn in by as much as it may be chance."""
    freedom: int
    """Degrees of freedom behind the variance between days."""
    weeks: int
    """Those behind the variance between weeks."""

    def of_days(self, n: Floats) -> Floats:
        """The variance of the figures of days of so many items, the week's left out."""
        return self.day + self.within / np.maximum(n, 1.0)


def spread_of(days: DayColumns, kind: Kind) -> DaySpread:
    """The parts of the variance over these days, each with items and a value.

    Raises:
        ValueError: there are no more days than weekdays.
    """
    if len(days) <= WEEK:
        raise ValueError(
            f"{len(days)} days say nothing of their spread; more than {WEEK} are needed"
        )
    means, leverage = _weekday_means(days)
    residuals = days.value - means[days.weekday]
    level = float(np.average(days.value, weights=days.n))
    within, total = _within(days, residuals, leverage, level, kind)
    week = _week(days, residuals, within, total)
    seen = len(np.unique(days.weekday))
    weekdays = _drawn_in(days, means - level, DaySpread(within, total, 0.0, means, 1, 1))
    weeks = max(len(np.unique(days.week)) - 1, 1)
    return DaySpread(within, total - week, week, weekdays, len(days) - seen, weeks)


def _weekday_means(days: DayColumns) -> tuple[Floats, Floats]:
    """Each weekday's mean by items, and of each day how much it is its weekday's mean itself."""
    items = np.bincount(days.weekday, days.n, WEEK)
    sums = np.bincount(days.weekday, days.n * days.value, WEEK)
    overall = sums.sum() / items.sum()
    means = np.where(items > 0, sums / np.where(items > 0, items, 1.0), overall)
    return means, days.n / items[days.weekday]


def _within(
    days: DayColumns, residuals: Floats, leverage: Floats, level: float, kind: Kind
) -> tuple[float, float]:
    """The variance of one item within a day, and that of days and weeks together."""
    squares, left = days.n * residuals**2, 1 - leverage
    if kind == "total":
        return 0.0, _ratio(squares.sum(), (days.n * left).sum())
    if kind == "share":
        chance = level * (1 - level)
        return chance, _ratio((squares - left * chance).sum(), (days.n * left).sum())
    # E[n r^2] = left * (within + n * between): two unknowns, neither below nothing.
    from scipy.optimize import nnls  # slow import: as in the search of `ridge`

    design = np.column_stack([left, left * days.n])
    (within, between), _rest = nnls(design, squares)
    return float(within), float(between)


def _week(days: DayColumns, residuals: Floats, within: float, total: float) -> float:
    """The part of the variance that the days of a week share."""
    _weeks, place = np.unique(days.week, return_inverse=True)
    items = np.bincount(place, days.n)
    squares = np.bincount(place, days.n**2)
    summed = (np.bincount(place, days.n * residuals) ** 2 / items).sum()
    alone = (np.bincount(place, days.n * within) / items).sum() + total * (squares / items).sum()
    shared = _ratio(summed - alone, (items - squares / items).sum())
    return min(shared, total)


def _drawn_in(days: DayColumns, above: Floats, spread: DaySpread) -> Floats:
    """What weekdays lie above the level, each drawn in by the share of it that chance explains."""
    weights = days.n / days.n.sum()
    of_days = spread.of_days(days.n)
    items = np.bincount(days.weekday, days.n, WEEK)
    share = days.n / items[days.weekday]
    chance = np.bincount(days.weekday, share**2 * of_days, WEEK)
    seen = items > 0
    each = np.bincount(days.weekday, weights, WEEK).astype(np.float64)
    apart = max(float((each * (above**2 - chance))[seen].sum()), 0.0)
    kept = np.divide(apart, apart + chance, out=np.zeros(WEEK), where=seen & (apart + chance > 0))
    return np.asarray(above * kept, dtype=np.float64)


def _ratio(above: float, below: float) -> float:
    return max(float(above) / float(below), 0.0) if below > 0 else 0.0
