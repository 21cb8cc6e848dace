"""A figure over time, with a gap where nothing is known: the buckets of a period in order, none left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from willet.core.metrics import AnswerRow

_MOST_BUCKETS = 800


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One bucket of a trend and what was answered for it; None where nothing came in."""

    bucket: str
    answer: AnswerRow | None

    @property
    def value(self) -> float | None:
        """The figure, or None for a gap."""
        return None if self.answer is None else self.answer.value

    @property
    def is_estimated(self) -> bool:
        """Whether the figure is not certain yet."""
        return self.answer is not None and not self.answer.is_settled


def trend(
    rows: Iterable[AnswerRow], *, grain: str, first: date | None, last: date | None
) -> list[TrendPoint]:
    """The rows of one metric in the order of time, gaps included; the buckets found are the ends of an open period."""
    gathered = {str(r.keys[grain]): r for r in rows if r.keys.get(grain) is not None}
    if first is None or last is None:
        return [TrendPoint(bucket, gathered[bucket]) for bucket in sorted(gathered)]
    return [TrendPoint(bucket, gathered.get(bucket)) for bucket in buckets(first, last, grain)]


def buckets(first: date, last: date, grain: str) -> list[str]:
    """The names of every day, ISO week or month that a period touches, in order."""
    return list(dict.fromkeys(_name(day, grain) for day in _days(first, last)))[:_MOST_BUCKETS]


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


def _name(day: date, grain: str) -> str:
    if grain == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return f"{day:%Y-%m}" if grain == "month" else day.isoformat()
