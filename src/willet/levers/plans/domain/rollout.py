"""Ways to begin, each drawn by lot, with what it could tell: agents within teams first, where the lever allows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from secrets import randbelow

from django.db import transaction

from willet.core.effects.lots import halves, in_steps
from willet.levers.plans.domain.errors import NO_UNITS, REGISTERED, PlanError
from willet.levers.plans.domain.outlook import Outlook, prospect_of, subject_of
from willet.levers.plans.models import Intervention, Lever, StartOrder, UnitKind

SPILLS = frozenset({Lever.KNOWLEDGE, Lever.SCRIPT})
"""Levers that colleagues of a team share as soon as one has them: whole teams begin together."""
LEAST_UNITS = 4
_SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class Steps:
    """When the first begin, in how many steps, and how far apart."""

    start: date
    steps: int = 4
    weeks_apart: int = 2


@dataclass(frozen=True, slots=True)
class RolloutOffer:
    """One way to begin: who, how, and what it could tell; None where history does not say."""

    unit: str
    order: str
    units: int
    exposed_at_first: int
    prospect: Outlook | None

    @property
    def label(self) -> str:
        """What it is called: the order, and of what."""
        return f"{StartOrder(self.order).label} · {UnitKind(self.unit).label}"

    @property
    def key(self) -> str:
        """Its name in a form."""
        return f"{self.unit}:{self.order}"


def offers_for(intervention: Intervention, steps: Steps) -> list[RolloutOffer]:
    """The ways to begin, the one to be preferred first.

    Agents within teams see more than whole teams, so they come first; of what spills over, whole teams in steps do.
    """
    offers = [_offer(intervention, *way, steps) for way in _ways(intervention)]
    return [offer for offer in offers if offer.units >= LEAST_UNITS]


def _ways(intervention: Intervention) -> Iterator[tuple[str, StartOrder]]:
    unit = intervention.unit
    whole = [(unit, StartOrder.HALVES), (unit, StartOrder.STEPS)]
    if unit == "agent":
        yield from ((unit, StartOrder.WITHIN_TEAMS), *whole)
    elif unit == "team" and intervention.lever not in SPILLS:
        yield from (("agent", StartOrder.WITHIN_TEAMS), *whole)
    else:
        yield from reversed(whole)


def _offer(intervention: Intervention, unit: str, order: StartOrder, steps: Steps) -> RolloutOffer:
    starts = drawn(intervention, unit, order, steps, seed=0)
    first = sum(day == steps.start for day in starts.values())
    return RolloutOffer(unit, order, len(starts), first, prospect_of(intervention, unit, starts))


def drawn(
    intervention: Intervention, unit: str, order: str, steps: Steps, *, seed: int
) -> dict[str, date | None]:
    """Who begins when by one way: the same seed gives the same order."""
    names, teams = eligible(intervention, unit), intervention.outlook.get("teams", {})
    if order == StartOrder.STEPS:
        most = min(steps.steps, len(names))
        return in_steps(names, steps.start, most, steps.weeks_apart, seed) if names else {}
    groups: dict[str, list[str]] = {}
    for name in names:
        group = teams.get(name, "") if order == StartOrder.WITHIN_TEAMS else ""
        groups.setdefault(group, []).append(name)
    return halves(groups, steps.start, seed)


def eligible(intervention: Intervention, unit: str) -> list[str]:
    """Who may begin: the units, or the agents within them."""
    if unit == intervention.unit:
        return sorted(intervention.units)
    return sorted(intervention.outlook.get("teams", {}))


def adopt(intervention: Intervention, key: str, steps: Steps, *, seed: int | None = None) -> None:
    """Draw an order, and keep it with its seed: who asks can draw it again.

    Raises:
        PlanError: it is registered already, or too few are eligible.
    """
    if intervention.registrations.exists():
        raise PlanError(REGISTERED())
    unit, _colon, order = key.partition(":")
    if (unit, order) not in set(_ways(intervention)) or len(
        eligible(intervention, unit)
    ) < LEAST_UNITS:
        raise PlanError(NO_UNITS())
    number = randbelow(_SEEDS) if seed is None else seed
    starts = drawn(intervention, unit, order, steps, seed=number)
    intervention.units = {
        name: {"assigned_from": day.isoformat() if day else None} for name, day in starts.items()
    }
    intervention.unit, intervention.order, intervention.seed = unit, order, number
    intervention.number += 1
    # What was learned of the agents within teams holds for them on their own.
    intervention.outlook = {**intervention.outlook, "of": subject_of(intervention)}
    with transaction.atomic():
        intervention.save()
