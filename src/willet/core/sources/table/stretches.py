"""A clock for the months that a file speaks of: one date of 1970 beside this year's costs no span between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from willet.core.sources.clock import Clock, OffsetSpan, zone_named

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class StretchClock(Clock):
    """A clock that holds within some stretches of time alone; between them its expressions mean nothing."""

    stretches: tuple[Stretch, ...] = ()

    @cached_property
    def spans(self) -> tuple[OffsetSpan, ...]:
        """The spans of constant offset in all the stretches, in order."""
        clocks = (Clock(self.zone, first, last) for first, last in self.stretches)
        return tuple(span for clock in clocks for span in clock.spans)


def clock_of_months(zone: ZoneInfo, months: Iterable[date]) -> StretchClock:
    """The clock for times in these months, each given by a day in it; for none, that of January 2000."""
    stretches = stretches_of(months) or stretches_of([date(2000, 1, 1)])
    return StretchClock(zone, stretches[0][0], stretches[-1][1], stretches)


def wall_stamps(con: DuckDBPyConnection, zone: str) -> str:
    """SQL: stamp the rows of temp table `landed` that have no quarter of the wall clock yet."""
    lacking = "wall_interval IS NULL AND arrived_at IS NOT NULL"
    months = (
        f"SELECT DISTINCT CAST(date_trunc('month', arrived_at) AS DATE) FROM landed WHERE {lacking}"
    )
    clock = clock_of_months(
        zone_named(zone), (month for (month,) in con.execute(months).fetchall())
    )
    return f"UPDATE landed SET wall_interval = {clock.wall_interval('arrived_at')} WHERE {lacking}"


def stretches_of(months: Iterable[date]) -> tuple[Stretch, ...]:
    """The months as stretches of time, those next to each other as one.

    >>> [(str(a.date()), str(b.date())) for a, b in stretches_of([date(2021, 2, 1), date(2021, 1, 9)])]
    [('2021-01-01', '2021-03-01')]
    """
    stretches: list[Stretch] = []
    for first in sorted({day.replace(day=1) for day in months}):
        begin, end = _midnight(first), _midnight((first + timedelta(days=31)).replace(day=1))
        if stretches and stretches[-1][1] == begin:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((begin, end))
    return tuple(stretches)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
