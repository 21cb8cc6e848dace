"""What this room offers to programs: plans with what is tried in them, what was registered, and what came out."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from willet.figures.domain.readers import person
from willet.levers.plans.domain.reading import plans_open_to
from willet.levers.plans.models import ImprovementPlan, Intervention, PlanVerdict, Registration
from willet.levers.plans.rules import SEE_PLANS
from willet.ui.endpoints import (
    NOTHING_THERE,
    Endpoint,
    Listed,
    NotThereError,
    PageQuery,
    page_of,
)


class RegistrationObject(Schema):
    """One wording of what was registered."""

    number: int
    at: datetime
    after_start: bool
    metric: str
    cells: dict[str, list[str]]
    unit: str
    design: str
    worth: float
    verdict_on: date
    power: float | None
    reason: str
    starts: dict[str, date | None]
    ends: dict[str, date]


class VerdictObject(Schema):
    """What one look said."""

    at: datetime
    counted_until: date | None
    is_final: bool
    verdict: str
    design: str
    estimate: float | None
    low: float | None
    high: float | None
    units: int
    treated: int
    power: float | None
    tell_from: date | None
    placebo: dict[str, Any]
    notes: list[str]


class InterventionObject(Schema):
    """One change, with every wording of its registration and every look, the newest first."""

    id: int
    lever: str
    object: str
    cause: str
    unit: str
    order: str
    seed: int | None
    stopped_on: date | None
    units: dict[str, dict[str, date | None]]
    registrations: list[RegistrationObject]
    verdicts: list[VerdictObject]


class PlanLine(Schema):
    """One plan in a list."""

    id: int
    name: str
    team: str | None
    state: str
    metric: str
    cells: dict[str, list[str]]
    target: float | None
    anew_of: int | None


class PlanObject(PlanLine):
    """One plan with its interventions."""

    background: str
    gap: str
    follow_up: str
    interventions: list[InterventionObject]


def plans(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The plans open to the token's person, in the order of their numbers."""
    open_plans = plans_open_to(person(request))
    page, following = page_of(open_plans, query, of="plans", key=lambda plan: (f"{plan.pk:012d}",))
    return {"items": [_line(plan) for plan in page], "next": following}


def plan(request: HttpRequest, pk: str) -> dict[str, object]:
    """One plan with its interventions, what was registered, and what came out."""
    open_plans = plans_open_to(person(request))
    known = open_plans.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 10 else None
    if known is None:
        raise NotThereError(NOTHING_THERE())
    interventions = known.interventions.prefetch_related("registrations", "verdicts")
    texts = {name: getattr(known, name) for name in ("background", "gap", "follow_up")}
    return {**_line(known), **texts, "interventions": [_intervention(i) for i in interventions]}


def _line(plan: ImprovementPlan) -> dict[str, object]:
    own = {n: getattr(plan, n) for n in ("name", "state", "metric", "cells", "target")}
    team = plan.team.name if plan.team else None
    return {"id": plan.pk, **own, "team": team, "anew_of": plan.anew_of_id}


def _intervention(one: Intervention) -> dict[str, object]:
    names = ("lever", "object", "cause", "unit", "order", "seed", "stopped_on", "units")
    return {
        "id": one.pk,
        **{name: getattr(one, name) for name in names},
        "registrations": [_registration(r) for r in one.registrations.all()],
        "verdicts": [_verdict(v) for v in one.verdicts.all()],
    }


def _registration(one: Registration) -> dict[str, object]:
    names = [n for n in RegistrationObject.model_fields if n != "after_start"]
    return {**{n: getattr(one, n) for n in names}, "after_start": one.after_start is not None}


def _verdict(one: PlanVerdict) -> dict[str, object]:
    names = [n for n in VerdictObject.model_fields if n != "notes"]
    notes = [str(one.words), *map(str, one.messages)]
    return {**{n: getattr(one, n) for n in names}, "notes": notes}


ENDPOINTS = (
    Endpoint(
        "GET", "plans", plans, _("Plans"), "read", SEE_PLANS, Listed[PlanLine], query=PageQuery
    ),
    Endpoint("GET", "plans/{str:pk}", plan, _("One plan"), "read", SEE_PLANS, PlanObject),
)
