"""An intervention as the effects take it: as it was registered, until its registered end."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from willet.core.effects import EffectRequest, Exposure
from willet.core.effects.measured import KINDS, UnitKind, measured
from willet.core.metrics import Condition, Question
from willet.figures.domain.asking import ALL_DAYS
from willet.levers.plans.models import Intervention, Registration


def filter_of(cells: dict[str, list[str]]) -> Condition | None:
    """The filter of a plan as a question takes it."""
    chosen = {name: tuple(values) for name, values in cells.items()}
    return replace(ALL_DAYS, cells=chosen).where


def window_days(metric: str, unit: str) -> int:
    """For how many days a contact must rest before it counts.

    Raises:
        RequestError: the metric has no effects.
    """
    return ceil(measured(Question.of(metric), kind_of(unit), {}).window_days)


def kind_of(unit: str) -> UnitKind:
    """The kind of unit as the effects name it."""
    return next(kind for kind in KINDS if kind == unit)


def end_of(verdict_on: date, rests: int) -> date:
    """The last day counted for a verdict on a date: records reach to the day before, and the window must be over."""
    return verdict_on - timedelta(days=rests + 1)


def request_of(
    registration: Registration, intervention: Intervention, *, watched: bool
) -> EffectRequest:
    """The registered question. Exposure is as registered, its end too; when it was received is as noted since.

    Raises:
        RequestError: it cannot be asked so.
    """
    rests = window_days(registration.metric, registration.unit)
    end = end_of(registration.verdict_on, rests)
    exposures = [_exposure(name, registration, intervention, end) for name in registration.starts]
    return EffectRequest.of(
        registration.metric,
        exposures,
        registration.unit,
        worth=registration.worth,
        where=filter_of(registration.cells),
        watched=watched,
    )


def _exposure(
    name: str, registration: Registration, intervention: Intervention, end: date
) -> Exposure:
    day, until = registration.starts[name], registration.ends.get(name)
    if day is None:
        return Exposure(name, None)
    start = date.fromisoformat(day)
    received = intervention.units.get(name, {}).get("received_from")
    last = min(date.fromisoformat(until), end) if until else end
    return Exposure(
        name, start, date.fromisoformat(received) if received else None, max(last, start)
    )
