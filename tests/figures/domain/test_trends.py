"""Trends leave no bucket out: a day without calls is a gap, not a shorter line."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.metrics import AnswerRow
from willet.figures.domain.trends import buckets, trend


def row(bucket: str, value: float, grain: str = "day") -> AnswerRow:
    return AnswerRow("m", {grain: bucket}, value, 9, None, None, "count", None, None, None, None)


def test_a_day_without_calls_is_a_gap() -> None:
    rows = [row("2026-03-03", 5), row("2026-03-01", 4)]
    points = trend(rows, grain="day", first=date(2026, 3, 1), last=date(2026, 3, 3))
    assert [(p.bucket, p.value) for p in points] == [
        ("2026-03-01", 4),
        ("2026-03-02", None),
        ("2026-03-03", 5),
    ]


def test_an_open_period_ends_where_the_answers_end() -> None:
    points = trend(
        [row("2026-03", 5, "month"), row("2026-01", 4, "month")],
        grain="month",
        first=None,
        last=None,
    )
    assert [p.bucket for p in points] == ["2026-01", "2026-03"]


@pytest.mark.parametrize(
    ("grain", "expected"),
    [
        ("day", ["2025-12-31", "2026-01-01"]),
        ("week", ["2026-W01"]),
        ("month", ["2025-12", "2026-01"]),
    ],
)
def test_buckets_over_the_turn_of_a_year(grain: str, expected: list[str]) -> None:
    assert buckets(date(2025, 12, 31), date(2026, 1, 1), grain) == expected


@given(st.dates(date(1999, 1, 1), date(2030, 1, 1)), st.integers(1, 200))
def test_buckets_of_days_are_as_many_as_days(first: date, days: int) -> None:
    found = buckets(first, first + timedelta(days=days - 1), "day")
    assert (len(found), found[0], found == sorted(set(found))) == (days, first.isoformat(), True)
