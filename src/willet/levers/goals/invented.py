"""Goals and an alert for an invented centre: one within reach, one that costs resolution, one of a single agent."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from willet.core.records import RequestError
from willet.figures.domain.asking import read_lake
from willet.levers.goals.domain.days import ONE_DAY
from willet.levers.goals.domain.setting import Wording, set_goal
from willet.levers.goals.domain.watching import look_at, set_alert
from willet.levers.goals.models import Alert, Goal, GoalSpan
from willet.people.models import Role, User
from willet.people.visibility import visibility_of
from willet.ui.invented import InventedCentre
from willet.ui.zones import centre_zone

BEFORE: Final = timedelta(days=20)
AHEAD: Final = timedelta(days=10)
"""A goal has run for so long, and runs on for so long."""
WATCHED: Final = timedelta(days=56)
"""Since so long ago the alert watches."""


@dataclass(frozen=True, slots=True)
class _Aim:
    """One goal: what, how much, on which side, and why."""

    metric: str
    target: str
    direction: str
    reason: str


CENTRE: Final = _Aim(
    "call_resolution", "0.75", "", "One caller in four has to call again, and each waits twice."
)
TEAM: Final = _Aim(
    "average_handle_time", "330", "at_most", "Shorter, but not at the price of unsolved cases."
)
AGENT: Final = _Aim("call_resolution", "0.8", "", "Agreed on in the talk of this month.")


def finish(centre: InventedCentre) -> None:
    """Plant them once everything is in the lake."""
    manager, agent = (centre.people.get(role) for role in (Role.MANAGER, Role.AGENT))
    if manager is None or Goal.objects.exists():
        return
    day = centre.ends.astimezone(centre_zone()).date() + ONE_DAY
    _set(CENTRE, {}, manager, day)
    if agent is not None and agent.agent:
        team = next((c.team for c in reversed(centre.calls) if c.agent == agent.agent), "")
        _set(TEAM, {"team": team} if team else {}, manager, day)
        _set(AGENT, {"agent": agent.agent}, manager, day)
    _watch(manager)


def _set(aim: _Aim, filters: dict[str, str], by: User, day: date) -> None:
    goal = Goal(metric=aim.metric, filters=filters, span=GoalSpan.OWN)
    goal.first, goal.last = day - BEFORE, day + AHEAD
    wording = Wording(Decimal(aim.target), aim.direction, aim.reason)
    set_goal(goal, wording, by=by, reading=read_lake(visibility_of(by)), today=day)


def _watch(by: User) -> None:
    """An alert on what the plan of the demo moves, as if it were set eight weeks ago."""
    now, alert = timezone.now(), Alert(metric="next_contact_avoidance")
    try:
        set_alert(alert, by=by, reading=read_lake(visibility_of(by)), now=now - WATCHED)
    except RequestError:
        # A centre too small for a baseline has no alert.
        return
    look_at(alert, now=now)


FINISH = (finish,)
