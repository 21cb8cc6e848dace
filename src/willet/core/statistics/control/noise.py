"""What is usual of a daily figure, and how far it strays: each weekday's level, and Laney's scale of the noise.

Chance alone puts the share of n items `sqrt(p (1 - p) / n)` from its level; real days stray further. The figure of a
day is counted in that unit, and the unit is stretched by how far a day lies from the day before it.

Source: Laney (2002), Improved control charts for attributes, Quality Engineering 14(4); weekdays taken off first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from willet.core.statistics.pace.days import DayColumns, DayFigure, Floats, Kind, columns_of
from willet.core.statistics.pace.spread import spread_of

FEWEST_DAYS: Final = 28
"""Four of each weekday: fewer do not tell what is usual."""
_STEP: Final = 1.128379167095513
"""The mean distance of two standard normal numbers, 2 / sqrt(pi)."""


@dataclass(frozen=True, slots=True)
class DailyNoise:
    """What is usual: the level, what each weekday lies above it, and how far days stray."""

    kind: Kind
    level: float
    weekdays: Floats
    within: float
    """The variance of one item; of a total, of one unit."""
    scale: float
    """How much further days stray than chance alone would put them."""
    typical_n: float
    days: int
    """How many days it rests on."""

    def distances(self, days: DayColumns) -> Floats:
        """How far each day lies from what is usual of its weekday, in units of its noise."""
        n = np.ones(len(days)) if self.kind == "total" else days.n
        apart = days.value - (self.level + self.weekdays[days.weekday])
        return np.asarray(apart / (np.sqrt(self.within / n) * self.scale), dtype=np.float64)

    @property
    def unit(self) -> float:
        """One unit of noise of a typical day, in those of the figure."""
        n = 1.0 if self.kind == "total" else self.typical_n
        return float(np.sqrt(self.within / n) * self.scale)


def noise_of(days: Sequence[DayFigure], kind: Kind) -> DailyNoise | None:
    """What these days say is usual; None where they are too few, or do not differ at all."""
    known = usable(columns_of(days), kind)
    if len(known) < FEWEST_DAYS:
        return None
    even = DayColumns(known.weekday, known.week, np.ones(len(known)), known.value)
    counted = even if kind == "total" else known
    spread = spread_of(counted, kind)
    weights = counted.n / counted.n.sum()
    level = float((weights * (counted.value - spread.weekdays[counted.weekday])).sum())
    within = spread.within if kind == "share" else 1.0
    bare = DailyNoise(kind, level, spread.weekdays, within, 1.0, float(known.n.mean()), len(known))
    scale = _scale(bare.distances(known)) if within > 0 else 0.0
    if scale <= 0:
        return None
    return DailyNoise(kind, level, spread.weekdays, within, scale, bare.typical_n, len(known))


def usable(days: DayColumns, kind: Kind) -> DayColumns:
    """The days that say something: those with a value, and with items but for a total."""
    known = ~np.isnan(days.value)
    return days.where(known if kind == "total" else known & (days.n > 0))


def _scale(distances: Floats) -> float:
    """How far a day lies from the one before, against what chance puts between two days."""
    return float(np.abs(np.diff(distances)).mean() / _STEP)
