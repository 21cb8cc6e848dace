"""The week as a map and its quarters of an hour as a table: a cell without a figure says why, and none is a nought."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from willet.core.metrics import AnswerRow
from willet.core.records import Message
from willet.dashboards.domain.hours.query import SHOWN
from willet.dashboards.domain.hours.words import heat_map, interval_table

WHY = Message("Nobody was asked.", "why")
NOT_ENOUGH = "not enough: 29 of at least 30"


def _row(
    value: float | None, n: int, day: int = 1, hour: int = 9, unit: str = "share"
) -> AnswerRow:
    keys: dict[str, Any] = {"weekday": str(day), "hour": str(hour)}
    reason = WHY if value is None else None
    return AnswerRow("service_level", keys, value, n, None, None, unit, reason, None, None, None)


def _map(*rows: AnswerRow) -> Any:
    hours: Any = SimpleNamespace(by_hour=SimpleNamespace(rows=rows))
    return heat_map(hours, "service_level", [("CSV", "/csv")])


def test_hours_go_down_and_the_days_of_a_week_across() -> None:
    drawn = _map(_row(0.5, 30, day=1, hour=9), _row(0.8, 40, day=7, hour=11))

    assert drawn.columns == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [row.label for row in drawn.rows] == ["9:00", "10:00", "11:00"]
    assert [len(row.cells) for row in drawn.rows] == [7, 7, 7]
    places = {
        (r, c): (cell.text, cell.step, cell.sub)
        for r, row in enumerate(drawn.rows)
        for c, cell in enumerate(row.cells)
        if cell.text
    }
    assert places == {(0, 0): ("50%", 0, "n 30"), (2, 6): ("80%", 6, "n 40")}
    assert drawn.rows[1].cells[3].reason == "no calls"
    assert drawn.exports == [("CSV", "/csv")]


@pytest.mark.parametrize(
    ("row", "text", "reason", "step"),
    [
        (_row(0.5, 30), "50%", "", 3),
        (_row(0.5, 29), "", NOT_ENOUGH, None),
        (_row(None, 90), "", "Nobody was asked.", None),
        (_row(0.0, 30), "0%", "", 3),
        (_row(1_234, 1_234, unit="count"), "1,234", "", 3),
        (_row(90.0, 30, unit="s"), "90.0\N{NO-BREAK SPACE}s", "", 3),
    ],
)
def test_what_stands_in_a_cell(row: AnswerRow, text: str, reason: str, step: int | None) -> None:
    cell = _map(row).rows[0].cells[0]

    assert (cell.text, cell.reason, cell.step) == (text, reason, step)
    assert cell.sub == ("n 30" if text and row.unit != "count" else "")


def test_the_legend_names_the_lowest_and_the_highest_that_are_shown() -> None:
    rows = [_row(0.5, 30), _row(0.8, 30, day=2), _row(0.01, 5, day=3), _row(None, 99, day=4)]

    assert _map(*rows).legend == ("50.0%", "80.0%")
    assert _map(rows[2]).legend == ("", "")
    assert _map().legend == ("", "")
    assert _map().rows == []


def test_that_a_cell_needs_enough_is_said_where_a_figure_is_no_count() -> None:
    count = _row(5, 5, unit="count")

    assert "fewer than 30 items" in _map(_row(0.5, 30)).note
    assert "fewer than 30 items" in _map(count, _row(0.5, 3, day=2)).note
    assert "fewer than" not in _map(count).note
    assert "fewer than" not in _map().note


def _quarter(metric: str, quarter: int | None, value: float | None, n: int) -> AnswerRow:
    keys: dict[str, Any] = {"interval": None if quarter is None else str(quarter)}
    return replace(_row(value, n), metric=metric, keys=keys)


def test_every_quarter_of_an_hour_in_which_anything_came() -> None:
    """37 quarters after midnight is 9:15; what has no time of day stands in none."""
    rows = [
        _quarter(SHOWN[0], 37, 0.5, 30),
        _quarter(SHOWN[1], 36, 0.25, 29),
        _quarter(SHOWN[2], 36, None, 9),
        _quarter(SHOWN[0], None, 0.9, 30),
    ]
    hours: Any = SimpleNamespace(by_interval=SimpleNamespace(rows=rows))

    table = interval_table(hours, [])

    assert [column.key for column in table.columns] == ["interval", *SHOWN]
    assert [column.align for column in table.columns] == ["start", *["end"] * 4]
    first, second = table.rows
    assert [cell.text for cell in first.cells] == ["9:00", "", "", "", ""]
    assert [first.cells[2].reason, first.cells[3].reason] == [NOT_ENOUGH, "Nobody was asked."]
    assert (second.cells[0].text, second.cells[1].text) == ("9:15", "50.0%")
