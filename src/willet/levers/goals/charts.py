"""The days of a goal as a chart: each day's figure, the goal as a line, what can still change drawn apart."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from willet.core.statistics.pace import DayFigure
from willet.figures.domain.pending import series_of
from willet.figures.domain.wording import GRAINS
from willet.levers.goals.domain.days import GoalDays
from willet.levers.goals.domain.standing import Standing
from willet.levers.goals.domain.words import goal_words, metric_title, unit_of
from willet.ui import formats
from willet.ui.components import Chart, ChartNote, Series


def days_chart(stands: Standing, notes: Sequence[ChartNote] = ()) -> Chart | None:
    """The days of the period so far; of a total what was added up, towards the goal. None where there are none."""
    goal, days = stands.goal, stands.days
    if days is None or stands.phase == "coming":
        return None
    shown = [day for day in days.days if goal.first <= day <= goal.last]
    if not shown:
        return None
    return Chart(
        title=metric_title(goal.metric),
        labels=[formats.period(day.isoformat(), "day") for day in shown],
        series=_summed(stands, days) if days.kind == "total" else _daily(stands, days),
        unit=unit_of(goal),
        axis=str(GRAINS["day"]),
        goal=float(goal.target),
        goal_words=_("Goal: %(goal)s") % {"goal": goal_words(goal)},
        notes=[note for note in notes if note.place < len(shown)],
        tall=True,
    )


def _daily(stands: Standing, days: GoalDays) -> list[Series]:
    goal = stands.goal
    rows = [days.rows.get(day) for day in days.days if goal.first <= day <= goal.last]
    return series_of(metric_title(goal.metric), rows)


def _summed(stands: Standing, days: GoalDays) -> list[Series]:
    goal = stands.goal
    name = _("%(metric)s, added up") % {"metric": metric_title(goal.metric)}
    return [Series(name, _sums(days.figures(goal.first, goal.last), stands.heads))]


def _sums(days: Sequence[DayFigure], heads: float) -> list[float | None]:
    total, sums = 0.0, list[float | None]()
    for day in days:
        total += day.value or 0.0
        sums.append(total / heads)
    return sums
