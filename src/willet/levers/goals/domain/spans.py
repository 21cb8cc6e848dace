"""The periods a goal is set for: this month and quarter, the next ones, or days of one's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from willet.levers.goals.models import GoalSpan
from willet.ui import formats

MONTHS, QUARTERS = 4, 3
"""How many are offered, the one that runs first."""
_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class SpanChoice:
    """One period that can be chosen, under a key that forms carry."""

    span: GoalSpan
    first: date
    last: date

    @property
    def key(self) -> str:
        """`month:2026-11-01`."""
        return f"{self.span.value}:{self.first.isoformat()}"

    @property
    def words(self) -> str:
        """As people name it."""
        if self.span is GoalSpan.MONTH:
            return formats.period(f"{self.first:%Y-%m}", "month")
        number = (self.first.month + 2) // _OF_A_QUARTER
        return formats.period(f"{self.first.year}-Q{number}", "quarter")


def choices(today: date) -> list[SpanChoice]:
    """The months and quarters offered on a day."""
    return [*_months(today), *_quarters(today)]


def span_of(first: date, last: date, *, today: date) -> GoalSpan:
    """What kind of days these are: one of the months or quarters offered, or days of one's own."""
    fitting = (c.span for c in choices(today) if (c.first, c.last) == (first, last))
    return next(fitting, GoalSpan.OWN)


def _months(today: date) -> Iterator[SpanChoice]:
    first = today.replace(day=1)
    for _number in range(MONTHS):
        after = _months_on(first, 1)
        yield SpanChoice(GoalSpan.MONTH, first, after - timedelta(days=1))
        first = after


def _quarters(today: date) -> Iterator[SpanChoice]:
    month = (today.month - 1) // _OF_A_QUARTER * _OF_A_QUARTER + 1
    first = date(today.year, month, 1)
    for _number in range(QUARTERS):
        after = _months_on(first, _OF_A_QUARTER)
        yield SpanChoice(GoalSpan.QUARTER, first, after - timedelta(days=1))
        first = after


def _months_on(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
