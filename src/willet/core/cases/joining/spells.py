"""Stretches of time in which contacts are looked for, so that a few rows do not read a whole lake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_MOST = 12
_APART = timedelta(days=2)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """From the beginning of one day to the end of another, UTC."""

    first: date
    last: date

    @property
    def local(self) -> tuple[date, date]:
        """The local days, in whatever zone, that may lie in it."""
        return self.first - _DAY, self.last + _DAY

    def holds(self, moment: str) -> str:
        """SQL: whether an instant lies in it."""
        until = datetime.combine(self.last + _DAY, time())
        return f"({moment} >= TIMESTAMP '{self.first} 00:00:00' AND {moment} < TIMESTAMP '{until}')"


def spells(days: Iterable[date], before: timedelta, after: timedelta) -> list[Spell]:
    """The stretches from so long before each of these days to so long after it, those that nearly meet made one.

    Many are one stretch: it costs less to read what lies between than to begin again and again.
    """
    joined: list[Spell] = []
    for day in sorted(set(days)):
        first, last = _shifted(day, -before), _shifted(day, after)
        if joined and first - joined[-1].last <= _APART:
            joined[-1] = Spell(joined[-1].first, max(last, joined[-1].last))
        else:
            joined.append(Spell(first, last))
    return joined if len(joined) <= _MOST else [Spell(joined[0].first, joined[-1].last)]


def _shifted(day: date, by: timedelta) -> date:
    """The day on which the moment so far from some moment of a day lies at the farthest."""
    whole = timedelta(days=-(-abs(by) // _DAY))
    return day + whole if by > timedelta() else day - whole
