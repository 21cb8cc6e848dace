"""What an address asks of the worth of resolution: days ahead that are offered, and never one agent's customers."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict

from tests.scaffold.cast import Cast
from willet.resolution.worth.query import (
    AHEAD,
    WorthReading,
    read_worth,
    reading_without_individuals,
)

READING: Any = SimpleNamespace(days=(date(2026, 1, 1), date(2026, 3, 14)))


def _read(address: str) -> WorthReading:
    return read_worth(READING, QueryDict(address))


@pytest.mark.parametrize(
    ("address", "ahead", "problems"),
    [
        ("", 30, 0),
        ("ahead=", 30, 0),
        *((f"ahead={days}", days, 0) for days in (14, 30, 60, 90, 180)),
        ("ahead=15", 30, 1),
        ("ahead=0", 30, 1),
        ("ahead=-30", 30, 1),
        ("ahead=030", 30, 1),
        ("ahead=soon", 30, 1),
    ],
)
def test_how_far_it_looks_ahead(address: str, ahead: int, problems: int) -> None:
    read = _read(address)

    assert (read.ahead, len(read.selection.problems)) == (ahead, problems)
    assert AHEAD == (14, 30, 60, 90, 180)
    if problems:
        assert "14, 30, 60, 90, 180" in read.selection.problems[0]


def test_a_filter_by_agent_is_left_out_and_told() -> None:
    one = _read("agent=Bo&queue=sales")
    none = _read("queue=sales")

    assert one.selection.cells == none.selection.cells == {"queue": ("sales",)}
    assert len(one.selection.problems) == 1
    assert "filter by agent is left out" in one.selection.problems[0]
    assert none.selection.problems == ()


def test_everything_that_cannot_be_read_is_told() -> None:
    assert len(_read("agent=Bo&ahead=1&window_days=soon").selection.problems) == 3


def test_what_of_the_address_stays() -> None:
    assert _read("").kept == {"ahead": "30"}
    assert _read("ahead=60&window_days=3").kept == {"window_days": "3", "ahead": "60"}


def test_it_is_read_as_somebody_reads_who_sees_no_single_agent(
    cast: Cast, lent_small_lake: Path
) -> None:
    reading = reading_without_individuals(cast.manager)

    assert reading is not None
    assert (reading.visibility.everyone, reading.visibility.individuals) == (True, False)


def test_before_any_call_there_is_nothing_to_read(cast: Cast, home: Path) -> None:
    assert reading_without_individuals(cast.manager) is None
