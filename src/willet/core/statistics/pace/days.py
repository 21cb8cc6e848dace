"""A figure day by day: a share or a mean of so many items, or a total; and days of which it is not known yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Kind: TypeAlias = Literal["share", "mean", "total"]
"""Items that are hits or not; items with a value each; a sum over the day."""
Floats: TypeAlias = NDArray[np.float64]
WEEK: int = 7


@dataclass(frozen=True, slots=True)
class DayFigure:
    """One day that stands: `value` is the share or mean of its `n` items, or the day's total.

    A day on which nothing came in has n = 0 and, but for a total, no value.
    """

    day: date
    n: float
    value: float | None


@dataclass(frozen=True, slots=True)
class OpenDay:
    """One day whose figure is not known yet; `n` where it is known how many items it is of."""

    day: date
    n: float | None = None


@dataclass(frozen=True, slots=True)
class DayColumns:
    """Days as columns: their weekday, the number of their week, their items and values."""

    weekday: NDArray[np.int64]
    week: NDArray[np.int64]
    n: Floats
    value: Floats

    def __len__(self) -> int:
        return len(self.n)

    def where(self, kept: NDArray[np.bool_]) -> "DayColumns":
        """Some of the days."""
        return DayColumns(self.weekday[kept], self.week[kept], self.n[kept], self.value[kept])


def columns_of(days: Sequence[DayFigure]) -> DayColumns:
    """The days as columns, an unknown value as NaN."""
    numbers = [d.day.toordinal() for d in days]
    ordinal = np.array(numbers, dtype=np.int64)
    values = [np.nan if d.value is None else float(d.value) for d in days]
    n = np.array([d.n for d in days], dtype=np.float64)
    return DayColumns(weekday_of(ordinal), week_of(ordinal), n, np.array(values, dtype=np.float64))


def weekday_of(ordinal: NDArray[np.int64]) -> NDArray[np.int64]:
    """0 for Monday to 6 for Sunday."""
    # The proleptic calendar's first day, ordinal 1, was a Monday.
    return np.asarray((ordinal - 1) % WEEK, dtype=np.int64)


def week_of(ordinal: NDArray[np.int64]) -> NDArray[np.int64]:
    """The number of the week from Monday to Sunday that a day lies in."""
    return np.asarray((ordinal - 1) // WEEK, dtype=np.int64)
