"""Periods by hand-drawn calendars, and the law of the equal period before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.figures.domain.periods import PRESETS, Period

NEWEST = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("7d", date(2026, 3, 9), NEWEST),
        ("28d", date(2026, 2, 16), NEWEST),
        ("month", date(2026, 3, 1), NEWEST),
        ("last-month", date(2026, 2, 1), date(2026, 2, 28)),
        ("year", date(2026, 1, 1), NEWEST),
    ],
)
def test_presets_count_back_from_the_newest_day(name: str, first: date, last: date) -> None:
    assert PRESETS[name](NEWEST) == Period(first, last)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_the_period_before_is_as_long_and_ends_the_day_before(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days - 1))

    previous = period.previous

    assert previous is not None
    assert (previous.days, previous.last) == (days, first - timedelta(days=1))


def test_an_open_period_has_no_length_and_no_period_before() -> None:
    period = Period(None, None)
    assert (period.days, period.previous, period.grain) == (None, None, "month")


@pytest.mark.parametrize(
    ("days", "grain"),
    [(1, "day"), (45, "day"), (46, "week"), (190, "week"), (191, "month")],
)
def test_the_grain_of_a_trend_follows_the_span(days: int, grain: str) -> None:
    assert Period(NEWEST - timedelta(days=days - 1), NEWEST).grain == grain


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, ("2026-01-10", "2026-03-15")),
        ("2026-02-01", None, ("2026-02-01", "2026-03-15")),
        ("2025-01-01", "2030-01-01", ("2026-01-10", "2026-03-15")),
        ("2020-01-01", "2020-02-01", ("2026-01-10", "2026-01-10")),
    ],
)
def test_a_period_within_what_is_known(
    first: str | None, last: str | None, expected: tuple[str, str]
) -> None:
    begins, ends = (None if d is None else date.fromisoformat(d) for d in (first, last))
    within = Period(begins, ends).within(date(2026, 1, 10), NEWEST)
    assert (str(within.first), str(within.last)) == expected
