"""Stretches of days a reader can name in one word, counted back from the newest day in the lake."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

DEFAULT = "28d"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both inside; None where the period is open."""

    first: date | None
    last: date | None

    @property
    def days(self) -> int | None:
        """How many days; None where the period is open."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    @property
    def previous(self) -> "Period | None":
        """The period of the same length that ends the day before; None where this one is open."""
        if self.first is None or self.days is None:
            return None
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def within(self, first: date, last: date) -> "Period":
        """What of this period lies between two days; an open end takes the day at that end."""
        begins, ends = max(self.first or first, first), min(self.last or last, last)
        return Period(begins, max(begins, ends))

    @property
    def grain(self) -> str:
        """The step a trend over this period is drawn in: days for a month, weeks for half a year."""
        if self.days is not None and self.days <= 45:
            return "day"
        return "week" if self.days is not None and self.days <= 190 else "month"


def _last_days(number: int) -> Callable[[date], Period]:
    return lambda newest: Period(newest - timedelta(days=number - 1), newest)


def _this_month(newest: date) -> Period:
    return Period(newest.replace(day=1), newest)


def _last_month(newest: date) -> Period:
    last = newest.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def _this_year(newest: date) -> Period:
    return Period(newest.replace(month=1, day=1), newest)


PRESETS: dict[str, Callable[[date], Period]] = {
    "7d": _last_days(7),
    "28d": _last_days(28),
    "90d": _last_days(90),
    "month": _this_month,
    "last-month": _last_month,
    "year": _this_year,
}
ALL = "all"
OWN = "own"


def preset_names() -> tuple[str, ...]:
    """Every word a period can be named by, in the order a page offers them."""
    return (*PRESETS, ALL)
