"""A question for the worth of resolution: how far it may look ahead, and what tells who left."""

from datetime import date
from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.core.worth.customers import Customer
from willet.core.worth.request import WorthRequest


@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_request_looks_ahead_from_a_day_to_a_year(days: int) -> None:
    assert WorthRequest.of(days=days).days == days


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_request_looks_ahead_further_or_not_at_all(days: int) -> None:
    with pytest.raises(RequestError, match=str(days)):
        WorthRequest.of(days=days)


def test_customers_are_a_file_or_rows_or_nobody_tells() -> None:
    rows = [Customer(1), Customer(2)]

    assert WorthRequest.of("who.csv").customers == Path("who.csv")
    assert WorthRequest.of(Path("who.csv")).customers == Path("who.csv")
    assert WorthRequest.of(rows).customers == (Customer(1), Customer(2))
    assert WorthRequest.of(iter(rows)).customers == (Customer(1), Customer(2))
    assert WorthRequest.of([]).customers == ()
    assert WorthRequest.of().customers is None


def test_the_question_has_the_period_the_filter_and_the_usual_days() -> None:
    asked = WorthRequest.of(
        first="2024-03-01", last=date(2024, 3, 31), where="queue = 'a'", params={"window_days": 3}
    )

    assert asked.days == 30
    assert asked.question.metrics == ("fcr_case",)
    assert (asked.question.first, asked.question.last) == (date(2024, 3, 1), date(2024, 3, 31))
    assert asked.question.parameters()["window_days"] == 3
