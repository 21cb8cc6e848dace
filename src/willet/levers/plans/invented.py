"""A plan for an invented centre: courses and a limit, registered before they start and judged on their date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from willet.core.sources.contract import silent
from willet.figures.domain.whole import held_state
from willet.levers.plans.domain.days import day_of
from willet.levers.plans.domain.judging import due, look
from willet.levers.plans.domain.outlook import learn
from willet.levers.plans.domain.registering import register
from willet.levers.plans.models import (
    ImprovementPlan,
    Intervention,
    Lever,
    ReviewMeeting,
    StartOrder,
)
from willet.ui.invented import InventedCentre
from willet.ui.tasks.schedules import instant
from willet.ui.zones import centre_zone

METRIC: Final = "next_contact_avoidance"
"""Whether customers come back: nobody who took a course writes that down."""
WORTH: Final = 0.08
"""A course takes everybody a day: for less than eight points it is not worth having."""
REGISTERED_BEFORE: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Tried:
    """What people call one thing that is tried."""

    lever: Lever
    object: str
    cause: str
    order: StartOrder = StartOrder.SHARED


_TRIED: Final[Mapping[str, _Tried]] = {
    "works": _Tried(Lever.TRAINING, "Find the question behind the question", "complexity"),
    "without_effect": _Tried(Lever.TRAINING, "A friendlier greeting", "turnover"),
    "harms": _Tried(Lever.SCRIPT, "Close the call after three minutes", "information"),
    "steps": _Tried(Lever.AUTHORITY, "Refunds without asking", "authority", StartOrder.STEPS),
}
"""By the name the simulator gives it."""


def invent(centre: InventedCentre) -> None:
    """One plan with everything that is tried, each registered a week before it starts."""
    if not centre.trials:
        return
    plan = _plan(centre)
    for name, starts in centre.trials.items():
        one = _intervention(plan, _TRIED[name], starts, day_of(centre.ends) + timedelta(days=1))
        learn(one, silent)
        first = one.first_start
        assert first is not None, "a trial begins for somebody"
        register(one, by=centre.people["manager"], at=_morning(first - REGISTERED_BEFORE))


def _plan(centre: InventedCentre) -> ImprovementPlan:
    plan = ImprovementPlan.objects.create(
        name="Fewer customers who call again",
        owner=centre.people["manager"],
        background="One in six calls again within a week. Each of them waits twice, and all others longer.",
        metric=METRIC,
        target=0.88,
        gap="Five points: some answer the first question only, some may not decide, some do not find it.",
        causes_from=day_of(centre.calls[0].arrived_at),
        causes_to=day_of(centre.ends),
        follow_up="What worked is given to everybody; what did not is stopped.",
        created_at=centre.calls[0].arrived_at,
    )
    day = day_of(centre.ends) + timedelta(days=7)
    ReviewMeeting.objects.create(plan=plan, day=day)
    return plan


def _intervention(
    plan: ImprovementPlan, tried: _Tried, starts: Mapping[str, date | None], verdict_on: date
) -> Intervention:
    units: dict[str, Any] = {
        agent: {"assigned_from": day.isoformat() if day else None} for agent, day in starts.items()
    }
    return Intervention.objects.create(
        plan=plan,
        lever=tried.lever,
        object=tried.object,
        cause=tried.cause,
        owner=plan.owner,
        units=units,
        order=tried.order,
        metric=METRIC,
        worth=WORTH,
        verdict_on=verdict_on,
    )


def finish(centre: InventedCentre) -> None:
    """The look of the registered date, at each: the records reach so far."""
    state = held_state()
    if state is None or state.days is None:
        return
    for one in due(state.days[1]):
        look(one, silent)


def _morning(day: date) -> datetime:
    return instant(datetime.combine(day, time(9)), centre_zone())


INVENT = (invent,)
FINISH = (finish,)
