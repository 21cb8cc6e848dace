"""The days of a goal as a chart: those of its period alone, a total added up, remarks only where a day is drawn."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from willet.core.metrics import AnswerRow
from willet.levers.goals.charts import days_chart
from willet.levers.goals.models import Goal
from willet.ui.components import Chart, ChartNote

FIRST = date(2026, 3, 2)
DAYS = [FIRST + timedelta(days=n) for n in range(-1, 4)]
"""A day before the period, and four of which the last lies behind it."""


def _row(value: float) -> AnswerRow:
    return AnswerRow("m", {}, value, 30, None, None, "share", None, None, None, None)


def _chart(
    *, kind: str = "rate", phase: str = "running", days: Any = DAYS, heads: float = 1.0
) -> Chart | None:
    goal = Goal(metric="service_level", first=FIRST, last=FIRST + timedelta(days=2), target="0.8")
    goal.direction = "at_least"

    def figures(first: date, last: date) -> list[Any]:
        return [SimpleNamespace(value=v) for v in (3.0, None, 4.0)]

    of_days: Any = None
    if days is not None:
        rows = {day: _row(n / 10) for n, day in enumerate(days)}
        of_days = SimpleNamespace(days=days, kind=kind, rows=rows, figures=figures)
    stands: Any = SimpleNamespace(goal=goal, days=of_days, phase=phase, heads=heads)
    return days_chart(stands, [ChartNote(2, "in"), ChartNote(3, "beyond")])


def test_the_days_of_the_period_alone() -> None:
    chart = _chart()

    assert chart is not None
    assert list(chart.labels) == ["Mar 2, 2026", "Mar 3, 2026", "Mar 4, 2026"]
    values = [v for series in chart.series for v in series.values if v is not None]
    assert sorted(set(values)) == [0.1, 0.2, 0.3]
    assert (chart.unit, chart.goal, chart.tall) == ("share", 0.8, True)
    assert [note.words for note in chart.notes] == ["in"]
    assert "80.0%" in chart.goal_words


def test_a_total_is_added_up_and_what_is_not_known_adds_nothing() -> None:
    for heads, sums in ((1.0, [3.0, 3.0, 7.0]), (2.0, [1.5, 1.5, 3.5])):
        chart = _chart(kind="total", heads=heads)

        assert chart is not None
        assert [list(series.values) for series in chart.series] == [sums]


@pytest.mark.parametrize(
    "given",
    [{"phase": "coming"}, {"days": None}, {"days": []}, {"days": DAYS[:1]}, {"days": DAYS[-1:]}],
)
def test_without_a_day_there_is_no_chart(given: dict[str, Any]) -> None:
    assert _chart(**given) is None
