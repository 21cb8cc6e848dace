"""Which look at a running plan this is, and how wide its interval must be so that all looks together err seldom."""

from dataclasses import dataclass
from datetime import date

from willet.core.effects.inference import look_levels
from willet.core.effects.request import EffectRequest

LEVEL = 0.05
MOST_LOOKS = 104
"""A longer plan is looked at as if it were of so many weeks."""


@dataclass(frozen=True, slots=True)
class Look:
    """Look `number` of `looks` until the plan's last day; its interval may err in `level` of cases."""

    until: date
    number: int
    looks: int
    level: float


def look_at(asked: EffectRequest, last: date) -> Look | None:
    """The look that a plan's last counted day allows; None where no plan runs on: then the interval is for one look.

    A plan runs where every exposed unit has a last day and one of them is still to come. One that was watched while
    it ran and is over has its last look: what is left of the error.
    """
    exposed = [e for e in asked.exposures if e.assigned_from is not None]
    ends = [e.until for e in exposed if e.until is not None]
    start = min(e.assigned_from for e in exposed if e.assigned_from is not None)
    is_over = bool(ends) and max(ends) <= last
    if len(ends) < len(exposed) or start > last or (is_over and not asked.watched):
        return None
    until = max(ends)
    looks = min(max(-(-((until - start).days + 1) // 7), 1), MOST_LOOKS)
    number = max(min(((last - start).days + 1) // 7, looks), 1)
    return Look(until, number, looks, look_levels(looks)[number - 1])
