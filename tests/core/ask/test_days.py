"""The days that a lake has seen are read back from what linking saw, and are those that its contacts show."""

from datetime import date, timedelta

import pytest

from tests.core.cases.conftest import START, Fill, Row, contact
from willet.core.ask.answering import days_seen
from willet.core.cases.span import seen_days

WEEK = [contact(f"{day}-{i}", day + i / 100, 50 * day + i) for day in range(7) for i in range(20)]
"""Of so many, one contact far away is a stray."""
PAST = contact("past", -8_800, 5_001)
FUTURE = contact("future", 27_000, 5_000)


def _day(number: int) -> date:
    return START.date() + timedelta(number)


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ([], None),
        ([contact("one", 3, 1)], (_day(3), _day(3))),
        (WEEK, (_day(0), _day(6))),
        ([PAST, *WEEK, FUTURE], (_day(0), _day(6))),
        ([*WEEK, contact("out", 7, 7, direction="outbound")], (_day(0), _day(7))),
        ([contact("inside", -1, 7, direction="internal"), *WEEK], (_day(-1), _day(6))),
        ([*WEEK, contact("blank", 8, 7, direction=None)], (_day(0), _day(8))),
        ([*WEEK, contact("lost", 9, 7, outcome="abandoned")], (_day(0), _day(9))),
        ([*WEEK, contact("midnight", 10, None)], (_day(0), _day(10))),
    ],
)
def test_days_are_those_of_its_contacts(
    fill: Fill, rows: list[Row], days: tuple[date, date] | None
) -> None:
    snapshot = fill(rows).snapshot()

    with snapshot.connect() as con:
        assert (days_seen(snapshot), seen_days(con)) == (days, days)
