"""Cells of the week: what is enough to show, which hours are drawn, and how dark."""

import pytest

from willet.core.metrics import AnswerRow
from willet.dashboards.domain.hours.query import has_enough, open_hours
from willet.ui.components.heat import steps_of


def row(value: float | None, n: int, unit: str = "share") -> AnswerRow:
    return AnswerRow("m", {}, value, n, None, None, unit, None, None, None, None)


@pytest.mark.parametrize(
    ("shown", "enough"),
    [
        (row(0.5, 30), True),
        (row(0.5, 29), False),
        (row(1, 1, "count"), True),
        (row(None, 90), False),
        (None, False),
    ],
)
def test_a_rate_needs_thirty_and_a_count_nothing(shown: AnswerRow | None, enough: bool) -> None:
    assert has_enough(shown) is enough


def test_the_hours_between_the_first_and_the_last_are_drawn() -> None:
    assert open_hours({(1, 9): row(0.5, 30), (3, 12): row(0.5, 30)}) == [9, 10, 11, 12]
    assert open_hours({}) == []


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        ([0.0, 1.0], [0, 6]),
        ([0.2, None, 0.5, 0.8], [0, None, 3, 6]),
        ([0.7, 0.7], [3, 3]),
        ([None], [None]),
        ([], []),
    ],
)
def test_the_higher_the_darker(values: list[float | None], steps: list[int | None]) -> None:
    assert steps_of(values) == steps
