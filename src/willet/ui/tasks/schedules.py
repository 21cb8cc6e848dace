"""When a job is due again: every so many minutes, or at a time of the clock on the wall, right over its changes.

A time that the clock skips is due once, at the first moment after it; one that comes twice is due the first time
alone. What was missed while no worker ran is due once, however often it was missed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count
from typing import Any, TypeAlias

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Every so many minutes of elapsed time, counted from the epoch; the first time as soon as it is known."""

    every: int

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The next moment it is due, later than this one."""
        step = self.every * _MINUTE
        return _EPOCH + ((moment - _EPOCH) // step + 1) * step


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at this time."""

    at: time

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The next moment it is due, later than this one."""
        return _first_after(moment, zone, self.at, _days_from(_yesterday(moment, zone)))


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every week on this day, 1 for Monday to 7 for Sunday, at this time."""

    weekday: int
    at: time

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The next moment it is due, later than this one."""
        days = (d for d in _days_from(_yesterday(moment, zone)) if d.isoweekday() == self.weekday)
        return _first_after(moment, zone, self.at, days)


@dataclass(frozen=True, slots=True)
class Monthly:
    """Every month on this day at this time; in a month that has no such day on its last."""

    day: int
    at: time

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The next moment it is due, later than this one."""
        days = (d for d in _days_from(_yesterday(moment, zone)) if d.day == self._day_in(d))
        return _first_after(moment, zone, self.at, days)

    def _day_in(self, day: date) -> int:
        last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return min(self.day, last.day)


When: TypeAlias = Minutes | Daily | Weekly | Monthly


@dataclass(frozen=True, slots=True)
class Every:
    """A job that nobody asks for, again and again. A room lists its own in `EVERY: Sequence[Every]`."""

    kind: str
    when: When
    zone: str | None = None
    """An IANA zone; None for the centre's."""
    payload: Mapping[str, Any] = field(default_factory=dict)


def _yesterday(moment: datetime, zone: tzinfo) -> date:
    # A day's time may fall on the next one where the clock skips midnight.
    return moment.astimezone(zone).date() - timedelta(days=1)


def _days_from(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in count())


def _first_after(moment: datetime, zone: tzinfo, at: time, days: Iterator[date]) -> datetime:
    moments = (instant(datetime.combine(day, at), zone) for day in days)
    return next(due for due in moments if due > moment)


def instant(wall: datetime, zone: tzinfo) -> datetime:
    """The moment at which a clock on the wall shows this: the first of two, and for a time skipped the first after it.

    >>> from zoneinfo import ZoneInfo
    >>> instant(datetime(2026, 3, 29, 2, 30), ZoneInfo("Europe/Amsterdam")).isoformat()
    '2026-03-29T01:00:00+00:00'
    """
    due = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if due.astimezone(zone).replace(tzinfo=None) == wall:
        return due
    due = wall.replace(tzinfo=zone, fold=1, second=0, microsecond=0).astimezone(UTC)
    while due.astimezone(zone).replace(tzinfo=None) < wall:
        due += _MINUTE
    return due
