"""How a goal stands: the figure on settled days, what is estimated apart, the forecast, and what is still needed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias

from django.utils import timezone
from django.utils.translation import gettext as _

from willet.core.metrics import AnswerRow, Metric, catalogue
from willet.core.statistics.pace import (
    DayFigure,
    Forecast,
    Kind,
    Needed,
    OpenDay,
    forecast,
    needed,
    needed_total,
    standing,
)
from willet.figures.domain.asking import Reading
from willet.figures.domain.failing import ClosedError
from willet.levers.goals.domain.best import best_of_days
from willet.levers.goals.domain.closed_days import all_figures
from willet.levers.goals.domain.days import (
    HISTORY_DAYS,
    ONE_DAY,
    GoalDays,
    is_per_head,
    read_days,
)
from willet.levers.goals.domain.scope import selection_of
from willet.levers.goals.domain.setting import counters_of, is_known_team
from willet.levers.goals.models import Goal
from willet.ui import formats

Phase: TypeAlias = Literal["coming", "running", "over"]


@dataclass(frozen=True)
class Standing:
    """How one goal stands for one reader; what is not known is None, and `why` says why there is nothing."""

    goal: Goal
    metric: Metric | None
    phase: Phase
    settled: AnswerRow | None = None
    """The figure over the settled days of the period: what the goal is judged by."""
    estimated: AnswerRow | None = None
    """The figure over all its days so far, where some have not settled."""
    settled_until: date | None = None
    open_days: int = 0
    """Days of the period that have not settled, or are to come."""
    unsettled: int = 0
    """Of these, the days that are over."""
    need: Needed | None = None
    best: float | None = None
    """The best that so many days in a row as are open came to; None where fewer are known."""
    per_day: float | None = None
    """Of a total: what each open day must bring on average."""
    pace: float | None = None
    """Of a total: what each settled day brought on average."""
    outlook: Forecast | None = None
    chance: float | None = None
    """How likely the goal is reached, by the forecast."""
    heads: float = 1.0
    """Over how many agents a total is spread."""
    days: GoalDays | None = None
    counters: tuple[AnswerRow, ...] = ()
    why: str = ""
    """Why there is no figure at all, in the reader's language."""
    why_no_outlook: str = ""
    """Why there is a figure and no forecast."""


def standing_of(goal: Goal, reading: Reading | None, *, now: datetime | None = None) -> Standing:
    """How a goal stands as this reader may see it.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    moment = now or timezone.now()
    today = moment.astimezone(reading.zone).date() if reading else timezone.localdate(moment)
    metric = catalogue().get(goal.metric)
    bare = Standing(goal, metric, _phase(goal, today), open_days=_length(goal.first, goal.last))
    why = _why_not(goal, metric, reading)
    if why or reading is None:
        return replace(bare, why=why)
    try:
        return _measured(bare, reading, moment)
    except ClosedError as closed:
        return replace(bare, why=str(closed))


def _why_not(goal: Goal, metric: Metric | None, reading: Reading | None) -> str:
    if metric is None:
        return _("This version of Willet knows no metric “%(name)s”.") % {"name": goal.metric}
    if reading is None or reading.days is None:
        return _("No calls are imported yet.")
    if goal.team and not is_known_team(reading, goal.team):
        sentence = _("The team “%(team)s” does not exist any more. Set the goal for another team.")
        return sentence % {"team": goal.team}
    return ""


def _phase(goal: Goal, today: date) -> Phase:
    if today < goal.first:
        return "coming"
    return "running" if today <= goal.last else "over"


def _length(first: date, last: date) -> int:
    return max((last - first).days + 1, 0)


def _measured(bare: Standing, reading: Reading, now: datetime) -> Standing:
    goal = bare.goal
    since = goal.first - timedelta(days=HISTORY_DAYS)
    days = read_days(reading, goal, since, goal.last, now=now)
    if days is None:
        return replace(bare, why=_("Nothing is recorded of these days yet."))
    until = days.settled_until
    settled = until if until is not None and until >= goal.first else None
    seen = days.days[-1]
    result = replace(bare, days=days, settled_until=settled)
    result = replace(
        result,
        settled=_asked(goal, reading, settled),
        estimated=_asked(goal, reading, seen) if seen >= goal.first and seen != settled else None,
        open_days=_length((settled or goal.first - ONE_DAY) + ONE_DAY, goal.last),
        unsettled=_length(max((settled or goal.first - ONE_DAY) + ONE_DAY, goal.first), seen),
        counters=_counters(goal, reading, seen),
    )
    why = _other_currency(goal, result.settled or result.estimated)
    return replace(result, why=why) if why else _looked_ahead(result, reading)


def _other_currency(goal: Goal, row: AnswerRow | None) -> str:
    """Why a goal cannot be judged by an amount in another currency than its own."""
    if row is None or not goal.currency or row.unit == goal.currency:
        return ""
    if not formats.is_currency(row.unit):
        return ""
    sentence = _(
        "This goal is in %(goal)s, and the figures are in %(figures)s now. Set a goal in that currency."
    )
    return sentence % {"goal": goal.currency, "figures": row.unit}


def _asked(
    goal: Goal, reading: Reading, last: date | None, first: date | None = None
) -> AnswerRow | None:
    """The goal's figure from the first day of its period, or from another, to this one."""
    if last is None:
        return None
    return reading.ask([goal.metric], selection=selection_of(goal, first or goal.first, last)).row


def _counters(goal: Goal, reading: Reading, seen: date) -> tuple[AnswerRow, ...]:
    names = counters_of(goal)
    if not names or seen < goal.first:
        return ()
    answer = reading.ask(names, selection=selection_of(goal, goal.first, seen))
    return tuple(answer.rows)


def _looked_ahead(stands: Standing, reading: Reading) -> Standing:
    """With the forecast, and with what the open days must bring."""
    days, metric = stands.days, stands.metric
    assert days is not None
    assert metric is not None
    if days.kind is None:
        words = _("This figure is not made up of its days, so nothing is said of the days to come.")
        return _without_outlook(replace(stands, why_no_outlook=words))
    if is_per_head(metric):
        stands = replace(stands, heads=_heads(stands))
    history, done = _before(stands, days, reading), _done(stands, days)
    if history is None or done is None:
        words = _("Some of these days rest on too few people.")
        return _without_outlook(replace(stands, why_no_outlook=words))
    return _drawn(stands, days, history, done)


def _before(stands: Standing, days: GoalDays, reading: Reading) -> list[DayFigure] | None:
    """The days before the period, as far as they are known."""
    first, last = days.days[0], stands.goal.first - ONE_DAY
    hides = any(first <= day <= last for day in days.closed)
    whole = _asked(stands.goal, reading, last, first) if hides else None
    return all_figures(days, first, last, whole)


def _done(stands: Standing, days: GoalDays) -> list[DayFigure] | None:
    """The settled days of the period."""
    last = stands.settled_until or stands.goal.first - ONE_DAY
    return all_figures(days, stands.goal.first, last, stands.settled)


def _drawn(
    stands: Standing, days: GoalDays, history: list[DayFigure], done: list[DayFigure]
) -> Standing:
    goal, metric, kind = stands.goal, stands.metric, days.kind
    assert metric is not None
    assert kind is not None
    until = stands.settled_until or goal.first - ONE_DAY
    rest = tuple(_open(stands, days, until))
    outlook = _forecast(kind, tuple(history), tuple(done), rest, metric.value_range[0])
    if outlook is None and stands.open_days:
        words = _("Too few days are known to say where the period will end.")
        stands = replace(stands, why_no_outlook=words)
    if outlook is not None:
        outlook = _per_head(outlook, stands.heads)
    best = best_of_days([*history, *done], stands.open_days, kind=kind, at_least=goal.at_least)
    if best is not None and kind == "total":
        best /= stands.heads
    return _with_need(replace(stands, outlook=outlook, best=best), tuple(done), kind)


def _heads(stands: Standing) -> float:
    """Agents behind the period so far."""
    row = stands.estimated or stands.settled
    return max(float(row.n), 1.0) if row is not None and row.value is not None else 1.0


def _open(stands: Standing, days: GoalDays, until: date) -> list[OpenDay]:
    result, day = list[OpenDay](), until + ONE_DAY
    while day <= stands.goal.last:
        result.append(OpenDay(day, days.n_on(day)))
        day += ONE_DAY
    return result


@lru_cache(maxsize=256)
def _forecast(
    kind: Kind,
    history: tuple[DayFigure, ...],
    done: tuple[DayFigure, ...],
    rest: tuple[OpenDay, ...],
    floor: float,
) -> Forecast | None:
    """The same days are drawn once, however often a page shows them."""
    if not rest:
        return None
    return forecast(kind, history=history, done=done, rest=rest, floor=floor)


def _per_head(outlook: Forecast, heads: float) -> Forecast:
    if heads == 1.0:
        return outlook
    return replace(
        outlook,
        value=outlook.value / heads,
        low=outlook.low / heads,
        high=outlook.high / heads,
        draws=outlook.draws / heads,
    )


def _with_need(stands: Standing, done: tuple[DayFigure, ...], kind: Kind) -> Standing:
    goal, outlook = stands.goal, stands.outlook
    target, at_least = float(goal.target), goal.at_least
    if kind == "total":
        above = sum(day.value or 0.0 for day in done) / stands.heads
        need = needed_total(target, at_least=at_least, above=above, days=stands.open_days)
        per_day = need.rest / stands.open_days if need.rest is not None else None
        pace = above / len(done) if done else None
        stands = replace(stands, need=need, per_day=per_day, pace=pace)
    elif outlook is None and stands.open_days:
        return stands
    else:
        stands = replace(stands, need=_of_items(stands, done))
    if outlook is not None:
        stands = replace(stands, chance=outlook.chance(target, at_least=at_least))
    return stands


def _of_items(stands: Standing, done: tuple[DayFigure, ...]) -> Needed:
    goal, outlook, metric = stands.goal, stands.outlook, stands.metric
    assert metric is not None
    if outlook is None:
        return _judged(stands)
    return needed(
        float(goal.target),
        at_least=goal.at_least,
        above=sum(day.n * day.value for day in done if day.value is not None),
        n=sum(day.n for day in done),
        rest_n=outlook.rest_n,
        rest_n_high=outlook.rest_n_high,
        ends=metric.value_range,
    )


def _judged(stands: Standing) -> Needed:
    """What became of a period that is over and settled, by its own figure."""
    row = stands.settled
    value = None if row is None or row.value is None else float(row.value)
    at = standing(value, float(stands.goal.target), at_least=stands.goal.at_least)
    return Needed("reached" if at else "missed")


def _without_outlook(stands: Standing) -> Standing:
    return stands if stands.open_days else replace(stands, need=_judged(stands))
