"""A selection is read from an address, asked as a where, and written back to the same address."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection, read_selection
from willet.figures.domain.words import UNKNOWN

NEWEST = date(2026, 3, 15)


def read(address: str) -> Selection:
    return read_selection(QueryDict(address), newest=NEWEST)


def test_an_empty_address_is_the_last_four_weeks_of_everything() -> None:
    selection = read("")
    assert selection == Selection(Period(date(2026, 2, 16), NEWEST))
    assert (selection.where, selection.address()) == (None, "?")


def test_own_dates_win_over_the_preset() -> None:
    selection = read("period=7d&from=2026-01-02&to=2026-01-05")
    assert selection.period == Period(date(2026, 1, 2), date(2026, 1, 5))
    assert selection.address() == "?from=2026-01-02&to=2026-01-05"


def test_an_own_period_without_end_ends_on_the_newest_day() -> None:
    assert read("from=2026-01-02").period == Period(date(2026, 1, 2), NEWEST)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("from=yesterday", "“yesterday” is not a date. Write it as 2026-01-31."),
        ("from=2026-02-30", "“2026-02-30” is not a date. Write it as 2026-01-31."),
        (
            "from=2026-01-05&to=2026-01-02",
            "The period ends (2026-01-02) before it begins (2026-01-05).",
        ),
        ("period=fortnight", "There is no period named “fortnight”."),
    ],
)
def test_what_cannot_be_read_is_told_and_the_default_shown(address: str, problem: str) -> None:
    selection = read(address)
    assert (selection.problems, selection.period.days) == ((problem,), 28)


def test_filters_become_a_where_with_quotes_doubled() -> None:
    selection = read("queue=sales&queue=O'Neill&topic=~unknown")
    assert str(selection.where) == "queue in ('sales', 'O''Neill') and topic is null"


def test_a_known_and_the_unknown_value_together() -> None:
    assert str(read("topic=a&topic=~unknown").where) == "(topic in ('a') or topic is null)"


def test_a_parameter_that_is_no_dimension_is_not_a_filter() -> None:
    assert read("sort=queue&page=2&customer_key=1").cells == {}


def test_narrowed_to_a_cell_and_a_day() -> None:
    selection = read("queue=sales").narrowed("agent", None).narrowed("day", "2026-03-01")
    assert selection.cells == {"queue": ("sales",), "agent": (UNKNOWN,)}
    assert selection.period == Period(date(2026, 3, 1), date(2026, 3, 1))


VALUES = st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=3, unique=True)


@given(st.dictionaries(st.sampled_from(["queue", "topic", "team"]), VALUES))
def test_an_address_read_back_is_the_same_selection(cells: dict[str, list[str]]) -> None:
    selection = Selection(PERIOD, "7d", {k: tuple(v) for k, v in cells.items()})
    assert read(selection.address()[1:]) == selection


PERIOD = Period(date(2026, 3, 9), NEWEST)
