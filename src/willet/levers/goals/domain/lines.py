"""Goals beside the figures of other pages: those of exactly the filters shown, on the newest day shown."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from willet.figures.domain.goallines import GoalLine
from willet.figures.domain.selection import Selection
from willet.levers.goals.domain.scope import scope_of
from willet.levers.goals.domain.words import goal_words
from willet.levers.goals.models import Goal
from willet.levers.goals.rules import SEE_GOAL, SEE_GOALS


def lines_of(reader: Any, selection: Selection) -> dict[str, GoalLine]:
    """Metric -> its goal, as far as the reader may see it; of several days that hold, those that began last."""
    if any(len(values) != 1 for values in selection.cells.values()):
        return {}
    if not reader.has_perm(SEE_GOALS):
        return {}
    scope = scope_of({name: values[0] for name, values in selection.cells.items()})
    day = selection.period.last or timezone.localdate()
    goals = Goal.objects.filter(scope=scope, first__lte=day, last__gte=day).order_by("first", "pk")
    return {goal.metric: _line(goal) for goal in goals if reader.has_perm(SEE_GOAL, goal)}


def _line(goal: Goal) -> GoalLine:
    words = _("Goal: %(goal)s") % {"goal": goal_words(goal)}
    return GoalLine(float(goal.target), words, reverse("goals:goal", args=[goal.pk]))
