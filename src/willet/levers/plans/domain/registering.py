"""Registering what an intervention is judged by before it starts; every later change is appended, with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from willet.jobs.domain.asking import ask
from willet.levers.plans.domain.annotating import put_annotations
from willet.levers.plans.domain.asked import request_of, window_days
from willet.levers.plans.domain.days import day_of
from willet.levers.plans.domain.errors import (
    NO_START,
    NO_WORTH,
    NOT_OPEN,
    NOTHING_CHANGED,
    REASON_NEEDED,
    TOO_EARLY,
    PlanError,
)
from willet.levers.plans.domain.judging import newest_registration
from willet.levers.plans.domain.outlook import LEARN, is_known, power_of
from willet.levers.plans.models import Intervention, Registration
from willet.people.models import User
from willet.ui.meanwhile import MEANWHILE

JUDGE = "plans.judge"
_FIELDS = ("metric", "cells", "unit", "worth", "verdict_on", "starts", "ends")


def register(
    intervention: Intervention, *, by: User, reason: str = "", at: datetime | None = None
) -> Registration:
    """Write down what counts from now on. A first wording needs no reason; a later one does, and says what differs.

    `at` is the moment in the story of an invented centre; of a real one it is always now.

    Raises:
        PlanError: it cannot be judged so, or the plan is over.
        RequestError: the metric has no effects of such units.
    """
    if not intervention.plan.is_open or intervention.is_stopped:
        raise PlanError(NOT_OPEN())
    before = newest_registration(intervention)
    new = _wording(intervention, before)
    if before is not None and not reason:
        raise PlanError(REASON_NEEDED())
    if before is not None and all(getattr(before, n) == getattr(new, n) for n in _FIELDS):
        raise PlanError(NOTHING_CHANGED())
    _check(intervention, new)
    new.reason, new.by, new.at = reason, by, at or timezone.now()
    new.after_start = _late(before, new)
    with transaction.atomic():
        new.save()
        _carry_on(intervention, new)
        put_annotations(intervention, by=by)
        ask(JUDGE, {"intervention": intervention.pk}, about=about(intervention))
        if not is_known(intervention):
            ask(LEARN, {"intervention": intervention.pk}, about=about(intervention))
    return new


def fill_power(intervention: Intervention) -> None:
    """Write the power down where it was not known yet when the newest wording was registered."""
    registration, power = newest_registration(intervention), power_of(intervention)
    if registration is not None and registration.power is None and power is not None:
        registration.power, registration.outlook = power, intervention.outlook
        registration.save()


def about(intervention: Intervention) -> str:
    """What the jobs of an intervention are about."""
    return f"intervention:{intervention.pk}"


@contextmanager
def held(intervention: Intervention, number: str) -> Iterator[None]:
    """Let nobody else write it while a step is done; `number` is that of the page, a program that saw none says none.

    Raises:
        PlanError: somebody else changed it since it was read, or since the page showed it.
    """
    with transaction.atomic():
        rows = Intervention.objects.select_for_update().filter(pk=intervention.pk)
        stands = rows.values_list("number", flat=True).first()
        if stands != intervention.number or number not in {"", str(stands)}:
            raise PlanError(MEANWHILE())
        yield


def differs(intervention: Intervention) -> bool:
    """Whether the intervention says otherwise than what is registered of it."""
    before = newest_registration(intervention)
    new = _wording(intervention, before)
    return before is not None and any(getattr(before, n) != getattr(new, n) for n in _FIELDS)


def _wording(intervention: Intervention, before: Registration | None) -> Registration:
    return Registration(
        intervention=intervention,
        number=before.number + 1 if before else 1,
        metric=intervention.metric,
        cells=intervention.plan.cells,
        unit=intervention.unit,
        design=intervention.order,
        worth=intervention.worth,
        verdict_on=intervention.verdict_on,
        starts=intervention.starts,
        ends=intervention.ends,
        power=power_of(intervention),
        outlook=intervention.outlook,
    )


def _check(intervention: Intervention, new: Registration) -> None:
    start = intervention.first_start
    if start is None:
        raise PlanError(NO_START())
    if new.worth <= 0:
        raise PlanError(NO_WORTH())
    earliest = earliest_verdict(start, new.metric, new.unit)
    if new.verdict_on < earliest:
        raise PlanError(TOO_EARLY(date=earliest.isoformat()))
    request_of(new, intervention, watched=False)


def earliest_verdict(start: date, metric: str, unit: str) -> date:
    """The first date on which a week after a start is complete, and its window over.

    Raises:
        RequestError: the metric has no effects.
    """
    return start + timedelta(days=7 + window_days(metric, unit))


def _late(before: Registration | None, new: Registration) -> date | None:
    """The start that lies before the day of writing already, by the old wording or the new one."""
    days = [*new.starts.values(), *(before.starts.values() if before else ())]
    first = min(date.fromisoformat(day) for day in days if day)
    return first if first <= day_of(new.at) else None


def _carry_on(intervention: Intervention, new: Registration) -> None:
    """Let the data store know: another wording, and a number for each unit that is registered for the first time."""
    for name in new.starts:
        intervention.keys.setdefault(name, len(intervention.keys) + 1)
    intervention.number += 1
    intervention.save()
