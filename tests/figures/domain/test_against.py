"""What a period is compared with, by hand from the calendar; and that unknown words are refused."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from willet.figures.domain.against import against_words, compared
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import read_selection

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))

# newest day   | period     | against  | from         to
TABLE = """
2026-11-05 | 28d        | previous | 2026-09-11 2026-10-08
2026-11-05 | 28d        | weekdays | 2026-09-11 2026-10-08
2026-11-05 | 7d         | year     | 2025-10-30 2025-11-05
2026-11-05 | month      | previous | 2026-10-01 2026-10-05
2026-11-05 | month      | weekdays | 2026-10-25 2026-10-29
2026-11-05 | month      | year     | 2025-11-01 2025-11-05
2026-03-31 | month      | previous | 2026-02-01 2026-02-28
2026-11-05 | last-month | previous | 2026-09-01 2026-09-30
2026-11-05 | last-month | weekdays | 2026-08-27 2026-09-26
2026-01-05 | last-month | previous | 2025-11-01 2025-11-30
2026-11-05 | year       | previous | 2025-01-01 2025-11-05
2028-02-29 | 7d         | year     | 2027-02-23 2027-02-28
2026-11-05 | all        | previous | -
2026-11-05 | 28d        | none     | -
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_the_days_compared_with(row: str) -> None:
    newest, preset, against, days = (cell.strip() for cell in row.split("|"))
    chosen = read_selection(
        QueryDict(f"period={preset}&against={against}"), newest=date.fromisoformat(newest)
    )

    other = compared(chosen.period, chosen.preset, chosen.against)

    expected = None if days == "-" else Period(*map(date.fromisoformat, days.split()))
    assert other == expected


# from      | to         | compared with
OWN_DAYS = """
2026-10-01 | 2026-10-31 | 2026-09-01 2026-09-30
2026-02-01 | 2026-02-28 | 2026-01-01 2026-01-31
2028-02-01 | 2028-02-29 | 2028-01-01 2028-01-31
2028-02-01 | 2028-02-28 | 2028-01-04 2028-01-31
2026-10-01 | 2026-10-30 | 2026-09-01 2026-09-30
2026-10-02 | 2026-10-31 | 2026-09-02 2026-10-01
2026-09-01 | 2026-10-31 | 2026-07-02 2026-08-31
"""


@pytest.mark.parametrize("row", OWN_DAYS.strip().splitlines())
def test_a_whole_month_of_ones_own_is_compared_with_the_month_before(row: str) -> None:
    first, last, days = (cell.strip() for cell in row.split("|"))
    chosen = read_selection(QueryDict(f"from={first}&to={last}"), newest=date(2026, 11, 5))

    other = compared(chosen.period, chosen.preset, chosen.against)

    assert other == Period(*map(date.fromisoformat, days.split()))


def test_the_last_28_days_are_no_february() -> None:
    chosen = read_selection(QueryDict("period=28d"), newest=date(2026, 2, 28))

    other = compared(chosen.period, chosen.preset, chosen.against)

    assert (chosen.period.first, other) == (
        date(2026, 2, 1),
        Period(date(2026, 1, 4), date(2026, 1, 31)),
    )


@given(first=DAYS, days=st.integers(1, 400))
def test_the_same_weekdays_are_the_last_that_share_no_day(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days - 1))

    other = compared(period, "own", "weekdays")

    assert other is not None
    assert other.first is not None
    assert (other.days, other.first.weekday()) == (days, first.weekday())
    assert other.first + timedelta(days=days) <= first < other.first + timedelta(days=days + 7)


@pytest.mark.parametrize(
    ("period", "against", "words"),
    [
        ("28d", "previous", "against the 28 days before"),
        ("28d", "none", ""),
        (
            "month",
            "previous",
            "against the same days of the month before, Oct 1, 2026 – Oct 5, 2026",
        ),
        ("month", "weekdays", "against the same weekdays, Oct 25, 2026 – Oct 29, 2026"),
        ("last-month", "previous", "against the month before, Sep 1, 2026 – Sep 30, 2026"),
        ("7d", "year", "against the same days a year before, Oct 30, 2025 – Nov 5, 2025"),
        ("year", "previous", "against the same days a year before, Jan 1, 2025 – Nov 5, 2025"),
    ],
)
def test_a_difference_names_what_it_is_to(period: str, against: str, words: str) -> None:
    chosen = read_selection(
        QueryDict(f"period={period}&against={against}"), newest=date(2026, 11, 5)
    )
    with override("en"):
        assert against_words(chosen.period, chosen.preset, chosen.against) == words


def test_a_comparison_that_does_not_exist_is_told_and_the_usual_one_taken() -> None:
    chosen = read_selection(QueryDict("against=fortnight"), newest=date(2026, 11, 5))

    assert chosen.against == "previous"
    assert chosen.problems == (
        "“fortnight” is nothing to compare with; write one of previous, weekdays, year, none.",
    )
