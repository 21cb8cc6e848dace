"""A record of two windows or less: which figures it refuses, why, and from which day they come."""

from datetime import date

import pytest

from willet.core.metrics import catalogue
from willet.core.metrics.edges import needs_both_sides, too_short

BOTH = {
    "fcr_case",
    "fcr_case_net",
    "one_and_done_share",
    "fcr_strict",
    "reopen_rate",
    "never_reached",
    "contacts_per_case",
}


def test_figures_seen_from_both_sides_are_those_that_ask_for_a_window_before_and_after() -> None:
    assert {name for name, metric in catalogue().items() if needs_both_sides(metric)} == BOTH


@pytest.mark.parametrize(
    ("last", "window", "short"),
    [
        (14, 7, True),  # fourteen days are two windows
        (15, 7, False),
        (28, 14, True),
        (29, 14, False),
        (1, 0, False),
        (5, 2.5, True),
        (6, 2.5, False),
    ],
)
def test_a_record_must_be_longer_than_two_windows(last: int, window: float, short: bool) -> None:
    first = date(2024, 3, 1)

    assert (too_short(first, date(2024, 3, last), window) is not None) is short


@pytest.mark.parametrize(
    ("window", "date_"), [(7, "2024-03-15"), (2.5, "2024-03-06"), (14, "2024-03-29")]
)
def test_the_day_of_the_first_figure_is_the_first_after_two_windows(
    window: float, date_: str
) -> None:
    why = too_short(date(2024, 3, 1), date(2024, 3, 2), window)

    assert why is not None
    assert why.values["date"] == date_
    assert too_short(date(2024, 3, 1), date.fromisoformat(date_), window) is None


def test_the_reason_names_the_record_and_the_window() -> None:
    assert str(too_short(date(2026, 3, 2), date(2026, 3, 14), 7)) == (
        "a window of 7 days needs a record of more than 14 days, and this one has 13; "
        "the first figure comes with the records of 2026-03-16"
    )
