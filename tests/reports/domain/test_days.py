"""Which days a report speaks of, by the centre's calendar, and when it is due by the clock of its reader.

Clocks change in Amsterdam on 29 March and 25 October 2026, in New York on 8 March and 1 November; never in Hanoi.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from willet.figures.domain.periods import Period
from willet.reports.domain.days import days_of, selection_of, when
from willet.reports.models import Often, Report

AMSTERDAM, HANOI = ZoneInfo("Europe/Amsterdam"), ZoneInfo("Asia/Ho_Chi_Minh")


def report(often: str, at: str = "07:00", *, weekday: int = 1, day: int = 1) -> Report:
    return Report(name="r", often=often, at=time.fromisoformat(at), weekday=weekday, day=day)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("often", "due", "first", "last"),
    [
        ("daily", "2026-03-30T05:00", "2026-03-29", "2026-03-29"),
        ("daily", "2026-03-29T21:59", "2026-03-28", "2026-03-28"),
        ("daily", "2026-03-29T22:00", "2026-03-29", "2026-03-29"),
        ("weekly", "2026-03-30T05:00", "2026-03-23", "2026-03-29"),
        ("weekly", "2026-03-04T06:00", "2026-02-25", "2026-03-03"),
        ("monthly", "2026-04-01T05:00", "2026-03-01", "2026-03-31"),
        ("monthly", "2026-03-31T05:00", "2026-02-01", "2026-02-28"),
        ("monthly", "2026-03-31T22:00", "2026-03-01", "2026-03-31"),
        ("monthly", "2024-03-15T05:00", "2024-02-01", "2024-02-29"),
    ],
)
def test_it_speaks_of_the_last_whole_days_of_the_centre(
    often: str, due: str, first: str, last: str
) -> None:
    expected = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert days_of(report(often), utc(due), AMSTERDAM) == expected


def test_a_reader_in_the_east_gets_no_day_that_still_runs_at_the_centre() -> None:
    """01:00 on the 30th in Hanoi is 20:00 on the 29th in Amsterdam."""
    (due,) = (when(report("daily", "01:00")).after(utc("2026-03-29T12:00"), HANOI),)

    assert due == utc("2026-03-29T18:00")
    assert days_of(report("daily"), due, AMSTERDAM).last == date(2026, 3, 28)


@pytest.mark.parametrize(
    ("often", "zone", "at", "after", "due"),
    [
        ("weekly", "Europe/Amsterdam", "07:00", "2026-03-23T06:00", "2026-03-30T05:00"),
        ("weekly", "Europe/Amsterdam", "07:00", "2026-10-19T05:00", "2026-10-26T06:00"),
        ("weekly", "America/New_York", "07:00", "2026-03-02T12:00", "2026-03-09T11:00"),
        ("weekly", "Asia/Ho_Chi_Minh", "07:00", "2026-03-23T00:00", "2026-03-30T00:00"),
        ("daily", "Europe/Amsterdam", "02:30", "2026-03-28T12:00", "2026-03-29T01:00"),
        ("daily", "Europe/Amsterdam", "02:30", "2026-10-25T00:30", "2026-10-26T01:30"),
    ],
)
def test_it_is_due_by_the_readers_clock_over_its_changes(
    often: str, zone: str, at: str, after: str, due: str
) -> None:
    assert when(report(often, at)).after(utc(after), ZoneInfo(zone)) == utc(due)


def test_a_day_is_compared_with_the_same_weekday_and_a_month_with_the_month_before() -> None:
    daily, weekly, monthly = (
        selection_of(report(often), utc("2026-04-01T05:00"), AMSTERDAM) for often in Often.values
    )

    assert [(s.against, s.preset) for s in (daily, weekly, monthly)] == [
        ("weekdays", "own"),
        ("previous", "own"),
        ("previous", "last-month"),
    ]
