"""The plan and the intervention that an address names, once the reader may see or change them."""

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from willet.figures.domain.readers import person
from willet.levers.plans.domain.reading import interventions_open_to, plans_open_to
from willet.levers.plans.models import ImprovementPlan, Intervention
from willet.levers.plans.rules import EDIT_PLAN, PLAN, SEE_PLANS

only_who_may_see = permission_required(SEE_PLANS, raise_exception=True)
only_who_may_plan = permission_required(PLAN, raise_exception=True)


def plan_of(request: HttpRequest, pk: int) -> ImprovementPlan:
    """A plan open to the reader; one that is not is as one that does not exist."""
    return get_object_or_404(plans_open_to(person(request)), pk=pk)


def own_plan(request: HttpRequest, pk: int) -> ImprovementPlan:
    """A plan that the reader may change."""
    plan = plan_of(request, pk)
    if not request.user.has_perm(EDIT_PLAN, plan):
        raise PermissionDenied
    return plan


def intervention_of(request: HttpRequest, pk: int) -> Intervention:
    """An intervention open to the reader."""
    return get_object_or_404(interventions_open_to(person(request)), pk=pk)


def own_intervention(request: HttpRequest, pk: int) -> Intervention:
    """An intervention that the reader may change."""
    intervention = intervention_of(request, pk)
    if not request.user.has_perm(EDIT_PLAN, intervention.plan):
        raise PermissionDenied
    return intervention
