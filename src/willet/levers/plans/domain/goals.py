"""Where a plan's goal stands in the records, over the days whose causes it shows."""

from dataclasses import dataclass

from willet.core.metrics import catalogue
from willet.core.records import WilletError
from willet.figures.domain.asking import Reading
from willet.figures.domain.failing import ClosedError
from willet.levers.plans.domain.causes import selection_of
from willet.levers.plans.models import ImprovementPlan
from willet.ui import formats
from willet.ui.given import shown


@dataclass(frozen=True, slots=True)
class GoalNow:
    """The value with its interval, and the target, as they are read."""

    value: str
    target: str


def goal_now(reading: Reading, plan: ImprovementPlan) -> GoalNow | None:
    """The goal's value; without one where it is closed to the reader or nothing is recorded."""
    metric = catalogue().get(plan.metric)
    if metric is None or reading.days is None:
        return None
    target = "" if plan.target is None else shown(plan.target, metric.unit)
    try:
        answer = reading.ask([metric.name], selection=selection_of(plan, reading.days[1]))
    except (ClosedError, WilletError):
        return GoalNow("", target)
    row = answer.rows[0] if answer.rows else None
    if row is None or row.value is None:
        return GoalNow("", target)
    # Of an amount the unit of the figure is its currency.
    target = "" if plan.target is None else shown(plan.target, row.unit)
    return GoalNow(formats.measured(row.value, row.low, row.high, row.unit), target)
