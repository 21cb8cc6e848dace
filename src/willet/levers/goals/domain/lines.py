"""Goals beside the figures of other pages: those of exactly the filters shown, on the newest day shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from willet.core.metrics import AnswerRow
from willet.core.records import RequestError
from willet.figures.domain.asking import read_lake
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.goallines import GoalLine
from willet.figures.domain.selection import Selection
from willet.levers.goals.domain.scope import BY
from willet.levers.goals.domain.setting import counters_of
from willet.levers.goals.domain.words import goal_words, metric_title
from willet.levers.goals.models import Goal
from willet.levers.goals.rules import SEE_GOAL, SEE_GOALS
from willet.people.visibility import visibility_of
from willet.ui import formats

Rows: TypeAlias = dict[str | None, dict[str, GoalLine]]
Beside: TypeAlias = Mapping[tuple[str | None, str], AnswerRow]
"""Line and metric -> the figure that must stand beside a goal."""


def lines_of(reader: Any, selection: Selection) -> dict[str, GoalLine]:
    """Metric -> its goal, as far as the reader may see it; of several days that hold, those that began last."""
    cells = _single(selection)
    if cells is None:
        return {}
    goals = [goal for goal in _open_to(reader, selection) if _speaks_of(goal.filters, cells)]
    beside = _beside(reader, selection, goals)
    return {goal.metric: _line(goal, beside, None) for goal in goals}


def rows_of(reader: Any, selection: Selection, tables: Sequence[str]) -> dict[str, Rows]:
    """The same for each line of tables by one dimension each."""
    goals = _open_to(reader, selection)
    return {by: _rows(reader, selection, by, goals) for by in tables if by in BY}


def _rows(reader: Any, selection: Selection, by: str, every: Sequence[Goal]) -> Rows:
    bare = _single(selection, leave=by)
    if bare is None:
        return {}
    goals = [
        goal
        for goal in every
        if by in goal.filters and _speaks_of(goal.filters, {**bare, by: goal.filters[by]})
    ]
    beside = _beside(reader, selection, goals, by=by)
    rows: Rows = defaultdict(dict)
    for goal in goals:
        rows[goal.filters[by]][goal.metric] = _line(goal, beside, goal.filters[by])
    return rows


def _single(selection: Selection, leave: str = "") -> dict[str, str] | None:
    """The filters with one value each; None where one has several, for no goal speaks of that."""
    cells = {name: values for name, values in selection.cells.items() if name != leave}
    if any(len(values) != 1 for values in cells.values()):
        return None
    return {name: values[0] for name, values in cells.items()}


def _open_to(reader: Any, selection: Selection) -> list[Goal]:
    """The goals of the newest day shown, those that began last in the end."""
    if not reader.has_perm(SEE_GOALS):
        return []
    day = selection.period.last or timezone.localdate()
    goals = Goal.objects.filter(first__lte=day, last__gte=day).order_by("first", "pk")
    return [goal for goal in goals if reader.has_perm(SEE_GOAL, goal)]


def _speaks_of(filters: Mapping[str, str], cells: Mapping[str, str]) -> bool:
    """Whether a goal is of these filters. Of one agent the team may be named besides: leads set them so."""
    if filters == cells:
        return True
    if "agent" not in cells or ("team" in filters and "team" in cells):
        return False
    return _without_team(filters) == _without_team(cells)


def _without_team(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in cells.items() if name != "team"}


def _beside(reader: Any, selection: Selection, goals: Iterable[Goal], by: str = "") -> Beside:
    """The figures that must stand beside these goals, asked once."""
    names = list(dict.fromkeys(name for goal in goals for name in counters_of(goal)))
    reading = read_lake(visibility_of(reader)) if names else None
    if reading is None:
        return {}
    try:
        rows = reading.ask(names, selection=selection, by=[by] if by else []).rows
    except (ClosedError, RequestError):
        return {}
    return {(_key(row, by), row.metric): row for row in rows}


def _key(row: AnswerRow, by: str) -> str | None:
    value = row.keys.get(by)
    return None if value is None else str(value)


def _line(goal: Goal, beside: Beside, line: str | None) -> GoalLine:
    words = [_("Goal: %(goal)s") % {"goal": goal_words(goal)}]
    for name in counters_of(goal):
        row = beside.get((line, name))
        if row is not None and row.value is not None:
            given = {"metric": metric_title(name), "figure": formats.measure(row.value, row.unit)}
            words.append(_("Beside it: %(metric)s %(figure)s") % given)
    way = reverse("goals:goal", args=[goal.pk])
    return GoalLine(float(goal.target), " · ".join(words), way)
