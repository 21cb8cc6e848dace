"""Looking at an intervention: every week while it runs, and on the registered date for the last time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from willet.core.effects import Effect, effect_on
from willet.core.metrics.reasons import WITHHELD
from willet.core.records import Message, RequestError
from willet.core.sources import Progress
from willet.figures.domain.whole import LakeState, held_state
from willet.levers.plans.domain.asked import end_of, request_of, window_days
from willet.levers.plans.domain.errors import (
    CHANGED_LATE,
    KEEPING,
    LATE,
    LOOKING,
    LOST,
    STOPPED,
)
from willet.levers.plans.models import (
    Intervention,
    PlanState,
    PlanVerdict,
    Registration,
    UnitKind,
)
from willet.ui.zones import centre_zone

CANNOT: Final = "cannot_tell"
JUDGED: Final = "plans.judged"
"""The notice of what came out on a registered date."""


def newest_registration(intervention: Intervention) -> Registration | None:
    """What counts of an intervention; None as long as nothing is registered."""
    return intervention.registrations.order_by("-number").first()


def due(seen_until: date) -> Iterator[Intervention]:
    """The interventions that are to be looked at, as the records reach to a day."""
    running = Intervention.objects.filter(stopped_on=None, plan__state=PlanState.OPEN)
    for one in running.exclude(registrations=None).distinct():
        if is_due(one, seen_until):
            yield one


def is_due(intervention: Intervention, seen_until: date) -> bool:
    """Whether a new week is complete since the last look, or the registered date has come."""
    registration = newest_registration(intervention)
    if registration is None:
        return False
    last = intervention.verdicts.filter(registration=registration).first()
    if last is not None and last.is_final:
        return False
    try:
        weeks = _weeks(registration, seen_until)
    except RequestError:
        # A metric that this version has no more: said once, and no look at the others waits for it.
        return last is None
    if last is None or last.counted_until is None:
        return weeks > 0
    return weeks > _weeks(registration, last.counted_until)


def _weeks(registration: Registration, seen_until: date) -> int:
    """How many looks there are by a day; the last one, on the registered date, counts as one more."""
    starts = [date.fromisoformat(day) for day in registration.starts.values() if day]
    rests = window_days(registration.metric, registration.unit)
    counted, end = seen_until - timedelta(days=rests), end_of(registration.verdict_on, rests)
    return max((min(counted, end) - min(starts)).days + 1, 0) // 7 + (counted >= end)


def look(intervention: Intervention, progress: Progress) -> PlanVerdict | None:
    """Work out the effect as registered, and keep it; None where there is nothing registered, or no lake."""
    registration, state = newest_registration(intervention), held_state()
    if registration is None or state is None:
        return None
    progress(LOOKING(), 0.1)
    verdict = _worked_out(intervention, registration, state)
    progress(KEEPING(), 0.9)
    with transaction.atomic():
        verdict.save()
    return verdict


def _worked_out(
    intervention: Intervention, registration: Registration, state: LakeState
) -> PlanVerdict:
    watched = intervention.verdicts.filter(is_final=False).exists()
    reached = state.days[1] if state.days else None
    verdict = PlanVerdict(
        intervention=intervention, registration=registration, counted_until=reached
    )
    try:
        asked = request_of(registration, intervention, watched=watched)
        effect = effect_on(state.snapshot, asked, zone=state.lake.zone)
    except RequestError as wrong:
        verdict.verdict, verdict.design = CANNOT, "none"
        verdict.words = LOST(why=wrong.message)
        verdict.notes = [note.as_json() for note in notes_of(intervention)]
        return verdict
    rests = window_days(registration.metric, registration.unit)
    counted = reached - timedelta(days=rests) if reached else None
    verdict.is_final = counted is not None and counted >= end_of(registration.verdict_on, rests)
    if _shows_single_people(registration, effect):
        few = WITHHELD["few"](smallest=settings.WILLET_SMALLEST_GROUP)
        verdict.verdict, verdict.design, verdict.words = CANNOT, effect.design, LOST(why=few)
        return verdict
    return _filled(verdict, effect, notes_of(intervention))


def _shows_single_people(registration: Registration, effect: Effect) -> bool:
    """Whether so few agents stand on either side that the effect is a single person's, where nobody may see that."""
    fewest = min(effect.treated, effect.units - effect.treated)
    few = registration.unit == UnitKind.AGENT and fewest < settings.WILLET_SMALLEST_GROUP
    return few and settings.WILLET_NO_INDIVIDUALS


def _filled(verdict: PlanVerdict, effect: Effect, notes: list[Message]) -> PlanVerdict:
    for name in ("design", "estimate", "low", "high", "units", "treated", "power", "tell_from"):
        setattr(verdict, name, getattr(effect, name))
    plain = effect.to_json_object()
    verdict.verdict = effect.verdict or ""
    verdict.placebo = plain["placebo"]
    verdict.words = effect.words
    verdict.notes = [note.as_json() for note in (*notes, *effect.notes)]
    return verdict


def notes_of(intervention: Intervention) -> list[Message]:
    """What the registration and its changes add to every verdict."""
    notes = []
    for registration in intervention.registrations.order_by("number"):
        day = registration.at.astimezone(centre_zone()).date().isoformat()
        if registration.after_start is None:
            continue
        changed = registration.number > 1
        notes.append(
            CHANGED_LATE(date=day, reason=registration.reason) if changed else LATE(date=day)
        )
    if intervention.is_stopped:
        notes.append(STOPPED())
    return notes
