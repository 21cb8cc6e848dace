"""The smoothed chart: each day counts a tenth, all before it the rest; an excursion lasts while it is out of limits.

Source: Roberts (1959); Lucas and Saccucci (1990), Exponentially weighted moving average control schemes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

import numpy as np

from willet.core.statistics.control.noise import DailyNoise
from willet.core.statistics.pace.days import DayFigure, columns_of

Side: TypeAlias = Literal["above", "below"]
LAMBDA: Final = 0.1
"""The weight of the newest day."""
WIDTH: Final = 3.2
"""The limits, in standard deviations of the smoothed figure; wider than the textbook's, whose baseline is known."""
BASELINE_DAYS: Final = 180
"""From so many days on the limits are as wide as they say."""
_EQUAL: Final = 1e-12


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One day: its figure, the smoothed one, and the limits. A day without data smooths nothing."""

    day: date
    value: float | None
    smoothed: float
    low: float
    high: float
    side: Side | None
    """Beyond which limit the smoothed figure lies; one that equals its limit lies within."""


@dataclass(frozen=True, slots=True)
class Excursion:
    """One stretch out of the limits, on one side; `last` is None while it goes on."""

    side: Side
    first: date
    last: date | None


def width_for(baseline_days: int, *, weight: float = LAMBDA, width: float = WIDTH) -> float:
    """The width of limits whose level is known from so many days: wider where these are fewer than 180.

    The level of m days errs with variance 1 / m, and a smoothed figure carries that error for good.

    >>> round(width_for(60), 2), width_for(180), width_for(365)
    (3.52, 3.2, 3.2)
    """
    missing = max(1 / baseline_days - 1 / BASELINE_DAYS, 0.0)
    return float(width * np.sqrt(1 + missing / (weight / (2 - weight))))


def run_chart(
    days: Sequence[DayFigure], noise: DailyNoise, *, weight: float = LAMBDA, width: float = WIDTH
) -> list[ChartPoint]:
    """The days after those that `noise` was learnt from, each with its smoothed figure, which begins at the level."""
    columns = columns_of(days)
    wide = width_for(noise.days, weight=weight, width=width)
    reach = wide * float(np.sqrt(weight / (2 - weight)))
    known = ~np.isnan(columns.value)
    if noise.kind != "total":
        known &= columns.n > 0
    smoothed, points = 0.0, list[ChartPoint]()
    distances = np.zeros(len(columns))
    distances[known] = noise.distances(columns.where(known))
    for day, is_known, distance in zip(days, known, distances, strict=True):
        if is_known:
            smoothed = weight * float(distance) + (1 - weight) * smoothed
        points.append(_point(day, noise, smoothed, reach, is_known=bool(is_known)))
    return points


def _point(
    day: DayFigure, noise: DailyNoise, smoothed: float, reach: float, *, is_known: bool
) -> ChartPoint:
    ends = noise.level - reach * noise.unit, noise.level + reach * noise.unit
    shown = noise.level + smoothed * noise.unit
    value = day.value if is_known else None
    return ChartPoint(day.day, value, shown, *ends, _side(smoothed, reach))


def _side(smoothed: float, reach: float) -> Side | None:
    if abs(smoothed) <= reach * (1 + _EQUAL):
        return None
    return "above" if smoothed > 0 else "below"


def excursions(points: Sequence[ChartPoint]) -> list[Excursion]:
    """Every stretch out of the limits, in order; its last day is the last one outside."""
    result, before = list[Excursion](), None
    for point in points:
        open_ = result[-1] if result and result[-1].last is None else None
        if open_ is not None and point.side != open_.side:
            result[-1] = Excursion(open_.side, open_.first, before)
            open_ = None
        if point.side is not None and open_ is None:
            result.append(Excursion(point.side, point.day, None))
        before = point.day
    return result
