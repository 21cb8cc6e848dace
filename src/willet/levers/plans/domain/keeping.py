"""What becomes of a plan: stopped, closed, or begun anew beside the one it takes up."""

from django.db import transaction

from willet.levers.plans.domain.annotating import put_annotations
from willet.levers.plans.domain.days import today
from willet.levers.plans.domain.errors import REASON_NEEDED, SETTLED, PlanError
from willet.levers.plans.models import ImprovementPlan, Intervention, PlanState
from willet.people.models import User

_SHEET = (
    "name",
    "team",
    "background",
    "metric",
    "cells",
    "target",
    "gap",
    "causes_from",
    "causes_to",
)
_KEPT = ("lever", "object", "cause", "unit", "order", "metric", "worth", "verdict_on")


def settle(
    plan: ImprovementPlan, state: PlanState, *, reason: str, by: User, seen: str = ""
) -> None:
    """Stop a plan, close it, or take it up again; why, stays with it. `seen` is the state that its page showed.

    Raises:
        PlanError: no reason is given, or it is in another state by now, or in this one already.
    """
    if not reason:
        raise PlanError(REASON_NEEDED())
    with transaction.atomic():
        stands = ImprovementPlan.objects.select_for_update().filter(pk=plan.pk).first()
        if stands is None or stands.state != (seen or plan.state) or stands.state == state:
            raise PlanError(SETTLED())
        plan.refresh_from_db()
        plan.state, plan.state_reason = state, reason
        plan.save()
        if state == PlanState.STOPPED:
            for one in plan.interventions.filter(stopped_on=None):
                _stop(one, by=by)


def _stop(intervention: Intervention, *, by: User) -> None:
    intervention.stopped_on = today()
    intervention.number += 1
    intervention.save()
    if intervention.registrations.exists():
        put_annotations(intervention, by=by)


def begin_anew(plan: ImprovementPlan, *, by: User) -> ImprovementPlan:
    """The same sheet once more, with the same interventions, nothing of it registered; the first one stays listed."""
    new = ImprovementPlan(owner=by, anew_of=plan, **{n: getattr(plan, n) for n in _SHEET})
    with transaction.atomic():
        new.save()
        for one in plan.interventions.all():
            units: dict[str, object] = {name: {} for name in one.units}
            kept = {name: getattr(one, name) for name in _KEPT}
            Intervention.objects.create(plan=new, owner=one.owner, units=units, **kept)
    return new


def is_registered(plan: ImprovementPlan) -> bool:
    """Whether anything of it was registered: then it stays listed, whatever becomes of it."""
    return plan.interventions.exclude(registrations=None).exists()
