"""What can be told, and when: worked out from the noise of units that history teaches, for each way to begin."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any, Final

from willet.core.effects.history import history_of
from willet.core.effects.inference import Noise, look_levels
from willet.core.effects.looking import MOST_LOOKS
from willet.core.effects.measured import UnitKind
from willet.core.effects.planning import ENOUGH_POWER, Plan
from willet.core.effects.steps import StepsAhead, smallest_detected
from willet.core.sources import Progress
from willet.figures.domain.whole import LakeState, Whole, held_state
from willet.levers.plans.domain.asked import filter_of, kind_of
from willet.levers.plans.domain.days import today
from willet.levers.plans.domain.errors import LEARNING
from willet.levers.plans.models import Intervention

LEARN: Final = "plans.learn"
"""The job that learns what can be told of an intervention."""
_TEAMS = """
SELECT agent, arg_max(team, arrived_at) FROM contacts WHERE agent IS NOT NULL AND team IS NOT NULL GROUP BY agent
"""
_HIGHEST_ERRORS = 40.0
"""An effect of so many standard errors is told if any is."""
_MOST_WEEKS = 156


@dataclass(frozen=True, slots=True)
class Outlook:
    """A comparison ahead: the chance of "worked" at an effect worth having, the smallest effect told, and from when."""

    power: float | None
    smallest: float | None
    tell_from: date | None


def learn(intervention: Intervention, progress: Progress) -> None:
    """Keep with an intervention what history teaches of its units, and of the agents within its teams."""
    state = held_state()
    if state is None:
        return
    progress(LEARNING(), 0.1)
    teams = dict(Whole(state.snapshot).rows(_TEAMS))
    kinds = {intervention.unit: sorted(intervention.units)}
    if intervention.unit == "team":
        kinds["agent"] = sorted(a for a, team in teams.items() if team in intervention.units)
    outlook: dict[str, Any] = {"of": subject_of(intervention), "worked_out": today().isoformat()}
    outlook["teams"] = {a: teams[a] for a in kinds.get("agent", ()) if a in teams}
    for kind, names in kinds.items():
        outlook[kind] = _history(intervention, kind_of(kind), names, state)
    # The form may have been saved meanwhile: only this field is written.
    intervention.outlook = outlook
    intervention.save(update_fields=["outlook"])


def subject_of(intervention: Intervention) -> list[Any]:
    """What the outlook hangs on: worked out anew where any of it changed."""
    return [
        intervention.metric,
        intervention.unit,
        sorted(intervention.units),
        intervention.plan.cells,
    ]


def is_known(intervention: Intervention) -> bool:
    """Whether the outlook is of the intervention as it stands."""
    return bool(intervention.outlook.get("of") == subject_of(intervention))


def _history(
    intervention: Intervention, kind: UnitKind, names: Sequence[str], state: LakeState
) -> dict[str, Any]:
    before = min(intervention.first_start or today(), today())
    history = history_of(
        state.snapshot,
        intervention.metric,
        kind,
        names,
        before=before,
        where=filter_of(intervention.plan.cells),
    )
    noise = asdict(history.noise) if history.noise else None
    return {
        "units": list(history.units),
        "weeks": history.weeks,
        "noise": noise,
        "window_days": history.window_days,
    }


def power_of(intervention: Intervention) -> float | None:
    """The chance of "worked" on the date of the verdict at an effect worth having; None where nothing tells."""
    days = {
        unit: date.fromisoformat(day) if day else None for unit, day in intervention.starts.items()
    }
    ahead = prospect_of(intervention, intervention.unit, days)
    return ahead.power if ahead else None


def prospect_of(
    intervention: Intervention, kind: str, starts: dict[str, date | None]
) -> Outlook | None:
    """What a comparison with these starts would tell; None where history does not say.

    All on one day are compared with whoever is not listed, and nothing was learned of those.
    """
    learned = intervention.outlook.get(kind, {}) if is_known(intervention) else {}
    if not learned.get("noise"):
        return None
    known = {unit: day for unit, day in starts.items() if unit in set(learned["units"])}
    begins = [day for day in known.values() if day is not None]
    if not begins or len(known) < 4:
        return None
    first, rests = min(begins), ceil(learned["window_days"])
    ahead = _ahead(Noise(**learned["noise"]), known, first, max(learned["weeks"], 1))
    if ahead is None:
        return None
    weeks = (intervention.verdict_on - timedelta(days=rests) - first).days // 7
    worth = intervention.worth
    smallest = None
    # What weekly looks leave for the last one.
    level = look_levels(min(max(weeks, 1), MOST_LOOKS))[-1]
    if weeks >= 1 and (error := ahead.error(weeks)):
        smallest = smallest_detected(
            lambda effect: ahead.power(weeks, effect, 0.0, level=level), _HIGHEST_ERRORS * error
        )
    first_week = _first_week(lambda n: ahead.power(n, worth, worth, level=level) >= ENOUGH_POWER)
    return Outlook(
        ahead.power(weeks, worth, worth, level=level) if weeks >= 1 else 0.0,
        smallest,
        first + timedelta(days=7 * first_week + rests) if first_week else None,
    )


def _ahead(
    noise: Noise, starts: dict[str, date | None], first: date, before: int
) -> Plan | StepsAhead | None:
    never = [unit for unit, day in starts.items() if day is None]
    begun = [day for day in starts.values() if day is not None]
    if len(never) >= 2 or (never and set(begun) == {first}):
        return Plan(noise, len(begun), len(never), before)
    if set(begun) == {first}:
        return None
    weeks = [-(-(day - first).days // 7) if day else _MOST_WEEKS for day in starts.values()]
    return StepsAhead(noise, tuple(weeks), before)


def _first_week(enough: Callable[[int], bool]) -> int | None:
    low, high = 0, _MOST_WEEKS
    if not enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
