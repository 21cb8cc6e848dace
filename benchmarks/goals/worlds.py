"""Worlds of days drawn from the definition: weekdays, day-to-day spread beyond chance, weeks that differ or not.

The figure of a day is level + weekday + week + day; its items are hits by chance, or have values of their own. How many
items it has follows the weekday, a spread from day to day, and chance.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from willet.core.statistics.pace import DayFigure, Kind

VOLUMES = (1.3, 1.1, 1.0, 1.0, 0.9, 0.5, 0.2)
WEEKDAYS = (-0.03, 0.0, 0.0, 0.01, 0.0, 0.02, 0.02)
VOLUME_SPREAD = 50.0
"""The shape of the gamma by which volumes stray: a relative spread of 14 %."""
HISTORY, LONGEST = 180, 31


@dataclass(frozen=True, slots=True)
class World:
    """One kind of centre."""

    name: str
    kind: Kind
    volume: float
    level: float
    day: float
    week: float = 0.0
    within: float = 0.0


WORLDS = (
    World("share .70 of 2,000 a day, days differ by 2 points", "share", 2000, 0.7, 0.02),
    World("share .80 of 60 a day, by 5 points", "share", 60, 0.8, 0.05),
    World("share .94 of 200 a day, by 3 points", "share", 200, 0.94, 0.03),
    World("share .70 of 500 a day, days and weeks by 3 points", "share", 500, 0.7, 0.03, 0.03),
    World("mean of 300 s, 300 a day, days differ by 15 s", "mean", 300, 300, 15, 0, 200),
    World("total of 100 a day", "total", 100, 0, 0),
    World("total of 3 a day", "total", 3, 0, 0),
)


def draw(world: World, rng: np.random.Generator) -> tuple[list[DayFigure], list[DayFigure]]:
    """The days before a month, and the month."""
    first = date(2025, 1, 1) + timedelta(days=int(rng.integers(0, 365)))
    while first.day != 1:
        first += timedelta(days=1)
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    number = HISTORY + (after - first).days
    weeks = rng.normal(0, world.week, number // 7 + 2)
    start = first - timedelta(days=HISTORY)
    days = [_day(world, start + timedelta(days=i), weeks, start, rng) for i in range(number)]
    return days[:HISTORY], days[HISTORY:]


def _day(
    world: World, day: date, weeks: NDArray[np.float64], start: date, rng: np.random.Generator
) -> DayFigure:
    week = (day.toordinal() - 1) // 7 - (start.toordinal() - 1) // 7
    mean = world.volume * VOLUMES[day.weekday()] * rng.gamma(VOLUME_SPREAD, 1 / VOLUME_SPREAD)
    n = int(rng.poisson(mean))
    if world.kind == "total":
        return DayFigure(day, n, float(n))
    scale = 1.0 if world.kind == "share" else world.level
    middle = world.level + scale * WEEKDAYS[day.weekday()] + weeks[week]
    if not n:
        return DayFigure(day, 0, None)
    if world.kind == "mean":
        value = middle + rng.normal(0, world.day) + rng.normal(0, world.within / np.sqrt(n))
        return DayFigure(day, n, float(value))
    middle = float(np.clip(middle, 0.02, 0.98))
    strength = middle * (1 - middle) / world.day**2 - 1
    chance = rng.beta(middle * strength, (1 - middle) * strength)
    return DayFigure(day, n, int(rng.binomial(n, chance)) / n)
