"""What the list of units alone says ahead of a verdict: that all begin at once, or that they are too few."""

from collections.abc import Iterator
from datetime import date

from willet.core.effects import notes
from willet.core.effects.arms import FEW_UNITS, LEAST_UNITS, begins_at_once
from willet.core.records import Message, saying
from willet.levers.plans.models import Intervention

ALL_ON_ONE_DAY = saying(
    "plans.all_on_one_day",
    "All of these begin on %(date)s, so they are compared with whoever is not listed. If there is nobody else, "
    "nothing can be told: list some who never begin, or let some begin later.",
)


def foreseen(intervention: Intervention) -> Iterator[Message]:
    """What is plain before anything begins; what effects say of it on the date of the verdict."""
    exposures, first = intervention.exposures, intervention.first_start
    if first is None:
        return
    if begins_at_once(exposures, date.max):
        yield ALL_ON_ONE_DAY(date=first.isoformat())
        return
    never = sum(e.assigned_from is None for e in exposures)
    few = notes.TOO_FEW if len(exposures) < LEAST_UNITS else notes.FEW
    if len(exposures) < FEW_UNITS:
        yield few(treated=len(exposures) - never, others=never)
