"""The months and quarters offered for a goal, by hand: the running one first, across years and in leap years."""

from datetime import date

import pytest

from willet.levers.goals.domain.spans import choices, span_of
from willet.levers.goals.models import GoalSpan

MONTH, QUARTER, OWN = GoalSpan.MONTH, GoalSpan.QUARTER, GoalSpan.OWN


@pytest.mark.parametrize(
    ("today", "offered"),
    [
        (
            "2026-11-30",
            """
            month   2026-11-01 2026-11-30 November 2026
            month   2026-12-01 2026-12-31 December 2026
            month   2027-01-01 2027-01-31 January 2027
            month   2027-02-01 2027-02-28 February 2027
            quarter 2026-10-01 2026-12-31 Q4 2026
            quarter 2027-01-01 2027-03-31 Q1 2027
            quarter 2027-04-01 2027-06-30 Q2 2027
            """,
        ),
        (
            "2028-01-01",
            """
            month   2028-01-01 2028-01-31 January 2028
            month   2028-02-01 2028-02-29 February 2028
            month   2028-03-01 2028-03-31 March 2028
            month   2028-04-01 2028-04-30 April 2028
            quarter 2028-01-01 2028-03-31 Q1 2028
            quarter 2028-04-01 2028-06-30 Q2 2028
            quarter 2028-07-01 2028-09-30 Q3 2028
            """,
        ),
        (
            "2026-06-30",
            """
            month   2026-06-01 2026-06-30 June 2026
            month   2026-07-01 2026-07-31 July 2026
            month   2026-08-01 2026-08-31 August 2026
            month   2026-09-01 2026-09-30 September 2026
            quarter 2026-04-01 2026-06-30 Q2 2026
            quarter 2026-07-01 2026-09-30 Q3 2026
            quarter 2026-10-01 2026-12-31 Q4 2026
            """,
        ),
    ],
)
def test_periods_offered_on_a_day(today: str, offered: str) -> None:
    seen = [
        f"{c.span.value} {c.first} {c.last} {c.words}" for c in choices(date.fromisoformat(today))
    ]

    assert seen == [" ".join(line.split()) for line in offered.strip().splitlines()]


def test_a_key_names_the_kind_and_the_first_day() -> None:
    keys = [choice.key for choice in choices(date(2026, 10, 5))]

    # A month and a quarter that begin together are two choices.
    assert keys[0] == "month:2026-10-01"
    assert keys[4] == "quarter:2026-10-01"
    assert len(set(keys)) == 7


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("2026-11-01", "2026-11-30", MONTH),
        ("2027-02-01", "2027-02-28", MONTH),
        ("2026-10-01", "2026-12-31", QUARTER),
        ("2027-04-01", "2027-06-30", QUARTER),
        ("2026-11-01", "2026-11-29", OWN),
        ("2026-11-02", "2026-11-30", OWN),
        ("2026-10-01", "2026-10-31", OWN),  # a month that is over is not offered
        ("2027-03-01", "2027-03-31", OWN),  # nor one so far ahead
        ("2027-07-01", "2027-09-30", OWN),
        ("2026-11-01", "2026-12-31", OWN),
    ],
)
def test_what_kind_of_days_these_are(first: str, last: str, span: GoalSpan) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)

    assert span_of(*days, today=date(2026, 11, 30)) is span
