"""A goal set or worded anew: checked against the catalogue, the lake and the other goals, and its history kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction

from willet.core.metrics import Metric, catalogue, metric_named
from willet.core.metrics.reasons import NOT_SETTLED, NOTHING_THERE, TOO_SHORT, WITHHELD
from willet.core.metrics.refusals import ENDS_FIRST
from willet.core.records import Message, RequestError, saying
from willet.figures.domain.asking import Reading
from willet.figures.domain.filters import offered
from willet.figures.domain.periods import Period
from willet.figures.domain.selection import Selection
from willet.levers.goals.domain.reach import is_in
from willet.levers.goals.domain.scope import limits_now, scope_of, selection_of
from willet.levers.goals.models import Goal, GoalDirection, GoalRevision
from willet.people.models import Team, User
from willet.ui import formats
from willet.ui.meanwhile import MEANWHILE, MeanwhileError

NO_DIRECTION: Final = saying(
    "goal_no_direction",
    "“%(metric)s” is neither better high nor low. Say whether the goal is at least or at most.",
)
AGAINST: Final = saying(
    "goal_against_direction",
    "Of “%(metric)s” more is better, so its goal is at least, not at most.",
)
AGAINST_LOWER: Final = saying(
    "goal_against_lower", "Of “%(metric)s” less is better, so its goal is at most, not at least."
)
CANNOT_TELL: Final = saying(
    "goal_cannot_tell",
    "No goal can be set on “%(metric)s”: %(why)s. Choose another metric, or import records that tell it.",
)
OUTSIDE: Final = saying(
    "goal_outside", "“%(metric)s” lies between %(low)s and %(high)s. Write a goal within that."
)
BELOW: Final = saying("goal_below", "“%(metric)s” is at least %(low)s. Write a goal above that.")
LONGEST: Final = timedelta(days=731)
"""Days of a goal, and how far its end may lie ahead: beyond that nobody can plan, and each look would cost seconds."""
TOO_LONG: Final = saying(
    "goal_too_long",
    "The goal runs from %(first_date)s to %(last_date)s. A goal runs for two years at most, and ends within two years.",
)
OVER: Final = saying(
    "goal_over", "The period ended on %(date)s. Choose one that still runs or is to come."
)
SAME: Final = saying(
    "goal_same",
    "There is a goal for “%(metric)s” with these filters and days. Change that one instead.",
)
NO_TEAM: Final = saying(
    "goal_no_team", "There is no team named “%(team)s” any more. Choose a team of today."
)
NO_AGENT: Final = saying(
    "goal_no_agent", "No agent named “%(agent)s” is open to you. Choose one of those listed."
)
NOT_OF_TEAM: Final = saying(
    "goal_not_of_team",
    "“%(agent)s” does not belong to the team “%(team)s”. Choose somebody of that team, or another team.",
)
TOO_LARGE: Final = saying("goal_too_large", "This number is too large for a goal.")
TOO_FINE: Final = saying("goal_too_fine", "A goal has at most %(n)s decimals. Write it with fewer.")
NO_VALUE: Final = saying(
    "goal_no_value",
    "“%(value)s” is not among what a goal can be set for. Choose one of those listed.",
)
_DECIMALS: Final = 6
_FINEST: Final = Decimal(1).scaleb(-_DECIMALS)
_LARGEST: Final = Decimal(10) ** 12
"""As the column of a goal keeps numbers."""
RECENT_DAYS: Final = 90
"""A metric that was not told in so many days is not told; a team without calls in them is gone."""
_PER_PERCENT: Final = 100
_CHOSEN: Final = frozenset({"queue", "topic", "channel"})
"""What a goal is narrowed by that stands in the menus of today."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wants to be reached."""

    target: Decimal
    direction: str
    reason: str
    counter: str = ""


def checked_direction(metric: Metric, chosen: str) -> GoalDirection:
    """The direction of a goal; that of the metric where none is chosen.

    Raises:
        RequestError: the metric has none of its own and none is chosen, or what is chosen goes against it.
    """
    own = {"higher": GoalDirection.AT_LEAST, "lower": GoalDirection.AT_MOST}.get(metric.direction)
    if own is None and not chosen:
        raise RequestError(NO_DIRECTION(metric=metric.name))
    if own is not None and chosen and chosen != own:
        refusal = AGAINST if own is GoalDirection.AT_LEAST else AGAINST_LOWER
        raise RequestError(refusal(metric=metric.name))
    return own or GoalDirection(chosen)


def check_digits(metric: Metric, target: Decimal) -> None:
    """Raise where a goal is no number that is kept, to the last digit.

    Raises:
        RequestError: so it is.
    """
    if not target.is_finite() or abs(target) >= _LARGEST:
        raise RequestError(TOO_LARGE())
    if target != target.quantize(_FINEST):
        decimals = _DECIMALS - 2 if metric.unit == "share" else _DECIMALS
        raise RequestError(TOO_FINE(n=decimals))


def check_target(metric: Metric, target: Decimal) -> None:
    """Raise where no figure of this metric can ever be there, or be kept.

    Raises:
        RequestError: so it is.
    """
    check_digits(metric, target)
    low, high = metric.value_range
    if low <= target <= high:
        return
    if high == float("inf"):
        raise RequestError(BELOW(metric=metric.name, low=low))
    ends = {"low": _written(low, metric), "high": _written(high, metric)}
    raise RequestError(OUTSIDE(metric=metric.name, **ends))


def _written(value: float, metric: Metric) -> str:
    return f"{value * _PER_PERCENT:g} %" if metric.unit == "share" else f"{value:g}"


def check_days(first: date, last: date, *, today: date) -> None:
    """Raise where a period ends before it begins, is over, or is longer than two years.

    Raises:
        RequestError: so it is.
    """
    if last < first:
        raise RequestError(ENDS_FIRST(first=first.isoformat(), last=last.isoformat()))
    if last < today:
        raise RequestError(OVER(date=last.isoformat()))
    if last - first > LONGEST or last - today > LONGEST:
        raise RequestError(TOO_LONG(first_date=first.isoformat(), last_date=last.isoformat()))


def why_not_recorded(reading: Reading, metric: Metric) -> Message | None:
    """Why the sources cannot tell a metric at all; None where they can, or nothing is known yet."""
    if reading.days is None:
        return None
    newest = reading.days[1]
    recent = Selection(Period(newest - timedelta(days=RECENT_DAYS - 1), newest))
    row = reading.ask([metric.name], selection=recent).row
    passing = (*NOTHING_THERE.values(), *WITHHELD.values(), NOT_SETTLED, TOO_SHORT)
    if row.value is None and row.reason is not None and not row.reason.is_one_of(*passing):
        return row.reason
    return None


def is_known_team(reading: Reading | None, team: str) -> bool:
    """Whether a team exists today: it is kept as one, or took calls of late."""
    if Team.objects.filter(name=team).exists():
        return True
    if reading is None or reading.days is None:
        return False
    since = reading.days[1] - timedelta(days=RECENT_DAYS - 1)
    sql = "SELECT DISTINCT team FROM contacts WHERE local_date >= $since"
    return any(known == team for (known,) in reading.whole.rows(sql, {"since": since}))


def set_goal(
    goal: Goal, wording: Wording, *, by: User, reading: Reading | None, today: date
) -> Goal:
    """Keep a new goal.

    Raises:
        RequestError: a rule is broken; the sentence says which.
        ClosedError: it is for a single agent, and figures of single agents are shown to nobody.
    """
    metric = metric_named(goal.metric)
    direction = _checked(metric, wording)
    check_days(goal.first, goal.last, today=today)
    _check_scope(goal, metric, reading)
    goal.params, goal.scope = limits_now(metric.name), scope_of(goal.filters)
    goal.currency = _currency_of(goal, metric, reading)
    return _kept(goal, wording, direction, by)


def _currency_of(goal: Goal, metric: Metric, reading: Reading | None) -> str:
    """The one currency of all figures so far; empty where they are of several, or there are none."""
    if metric.alone is None or reading is None or reading.days is None:
        return ""
    row = reading.ask([metric.name], selection=selection_of(goal, *reading.days)).row
    return row.unit if formats.is_currency(row.unit) else ""


def _checked(metric: Metric, wording: Wording) -> GoalDirection:
    """The direction of a wording that keeps the rules."""
    direction = checked_direction(metric, wording.direction)
    check_target(metric, wording.target)
    if wording.counter:
        metric_named(wording.counter)
    return direction


def _check_scope(goal: Goal, metric: Metric, reading: Reading | None) -> None:
    if goal.team and not is_known_team(reading, goal.team):
        raise RequestError(NO_TEAM(team=goal.team))
    if reading is None:
        return
    for name in _CHOSEN.intersection(goal.filters):
        if goal.filters[name] not in offered(reading, name):
            raise RequestError(NO_VALUE(value=goal.filters[name]))
    if goal.agent:
        reading.refuse_individuals()
        if goal.agent not in reading.choices["agent"]:
            raise RequestError(NO_AGENT(agent=goal.agent))
        check_team(goal.agent, goal.team)
    why = why_not_recorded(reading, metric)
    if why is not None:
        raise RequestError(CANNOT_TELL(metric=metric.name, why=why))


def check_team(agent: str, team: str) -> None:
    """Raise where both are chosen and do not belong together.

    Raises:
        RequestError: so it is.
    """
    if agent and team and not is_in(agent, team):
        raise RequestError(NOT_OF_TEAM(agent=agent, team=team))


def word_anew(goal: Goal, wording: Wording, *, by: User, today: date) -> Goal:
    """Let a goal that is not over say something else; what it said before stays in its history.

    Raises:
        RequestError: it is over, or a rule is broken.
        MeanwhileError: somebody else worded it since it was read.
    """
    metric = metric_named(goal.metric)
    check_days(goal.first, goal.last, today=today)
    direction = _checked(metric, wording)
    if _says(goal) == (wording.target, direction, wording.reason, wording.counter):
        return goal
    with transaction.atomic():
        stands = Goal.objects.select_for_update().get(pk=goal.pk)
        if _says(stands) != _says(goal):
            raise MeanwhileError(MEANWHILE())
        return _kept(goal, wording, direction, by)


def _says(goal: Goal) -> tuple[object, ...]:
    return goal.target, goal.direction, goal.reason, goal.counter


def _kept(goal: Goal, wording: Wording, direction: GoalDirection, by: User) -> Goal:
    is_new = goal.pk is None
    goal.target, goal.direction = wording.target, direction.value
    goal.reason, goal.counter, goal.set_by = wording.reason, wording.counter, by
    goal.cannot_since = None
    try:
        with transaction.atomic():
            goal.save()
            GoalRevision.objects.create(
                goal=goal,
                number=goal.revisions.count() + 1,
                target=goal.target,
                direction=goal.direction,
                counter=goal.counter,
                reason=goal.reason,
                set_by=by,
            )
    except IntegrityError:
        if is_new:
            raise RequestError(SAME(metric=goal.metric)) from None
        raise MeanwhileError(MEANWHILE()) from None
    return goal


def counters_of(goal: Goal) -> list[str]:
    """The metrics shown beside a goal: of times of handling always whether cases were solved, and what was chosen."""
    metric = catalogue().get(goal.metric)
    always = ["call_resolution"] if metric and _may_cost_resolution(metric) else []
    return [n for n in dict.fromkeys([*always, goal.counter]) if n in catalogue()]


def _may_cost_resolution(metric: Metric) -> bool:
    """Whether it is a time that agents can shorten by solving less."""
    return metric.family == "handling" and metric.unit == "s"
