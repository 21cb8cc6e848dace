"""What programs read here: goals with how they stand and every wording, alerts with what they noticed."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import Field

from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.levers.goals.domain.standing import Standing, standing_of
from willet.levers.goals.domain.watching import QUIET_DAYS, AlertStanding, alert_standing
from willet.levers.goals.models import Alert, AlertSignal, Goal, GoalRevision
from willet.levers.goals.rules import SEE_GOAL, SEE_GOALS
from willet.ui.endpoints import NOTHING_THERE, Endpoint, Listed, NotThereError, PageQuery, page_of


class FigureObject(Schema):
    """A figure with its interval, in the metric's own unit: a share as 0..1, times in seconds."""

    metric: str
    value: float | None
    n: float
    low: float | None
    high: float | None


class GoalLineObject(Schema):
    """One goal; its target is in the metric's own unit."""

    id: int
    metric: str
    filters: dict[str, str]
    params: dict[str, int] = Field(description="The limits in seconds that it counts by.")
    first: date
    last: date
    target: float
    currency: str = Field(description="Of a goal on an amount; empty for others.")
    direction: str
    counter: str = Field(description="The metric shown beside it; empty for none.")
    reason: str
    set_by: str
    set_at: datetime


class GoalWordingObject(Schema):
    """One wording of a goal."""

    number: int
    target: float
    direction: str
    counter: str
    reason: str
    set_by: str
    set_at: datetime


class GoalObject(GoalLineObject):
    """One goal with how it stands for the token's person."""

    phase: str = Field(description="coming, running or over.")
    settled_until: date | None
    settled: FigureObject | None = Field(description="Over its settled days: what it is judged by.")
    estimated: FigureObject | None = Field(description="With the days that can still change.")
    beside: list[FigureObject] = Field(description="The metrics shown beside it.")
    reach: str | None = Field(
        description="reached, missed, can, barely, cannot or safe; null where nothing tells."
    )
    needed: float | None = Field(description="What the open days must come to together.")
    open_days: int
    forecast: FigureObject | None
    chance: float | None
    why: str = Field(description="Why there is no figure, or no forecast.")
    wordings: list[GoalWordingObject]


class SignalObject(Schema):
    """One stretch of days out of the usual range."""

    side: str = Field(description="above or below.")
    first: date
    last: date | None = Field(description="Null while it goes on.")
    noticed_at: datetime


class AlertLineObject(Schema):
    """One alert with what it noticed, the newest first."""

    id: int
    metric: str
    filters: dict[str, str]
    params: dict[str, int]
    baseline_last: date
    set_by: str
    set_at: datetime
    signals: list[SignalObject]


class AlertObject(AlertLineObject):
    """One alert with its usual range and how often it errs."""

    baseline_days: int | None
    newest: date | None = Field(description="The newest settled day.")
    smoothed: float | None
    low: float | None
    high: float | None
    false_alarm_chance: float | None = Field(
        description=f"Of some false alarm within {QUIET_DAYS} days on which nothing changes."
    )
    why: str = Field(description="Why there is no range.")


def goals(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The goals that the token's person may see, in the order of their numbers."""
    seen = [g for g in Goal.objects.select_related("set_by") if request.user.has_perm(SEE_GOAL, g)]
    page, following = page_of(seen, query, of="goals", key=_key)
    return {"items": [_goal_line(one) for one in page], "next": following}


def goal(request: HttpRequest, pk: str) -> dict[str, object]:
    """One goal: how it stands, the forecast, and every wording."""
    known = known_thing(request, Goal, pk)
    stands = standing_of(known, reading_of(request))
    wordings = known.revisions.select_related("set_by")
    return {
        **_goal_line(known),
        **_standing(stands),
        "wordings": [_wording(one) for one in wordings],
    }


def alerts(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The alerts that the token's person may see, in the order of their numbers."""
    every = Alert.objects.select_related("set_by").prefetch_related("signals")
    seen = [alert for alert in every if request.user.has_perm(SEE_GOAL, alert)]
    page, following = page_of(seen, query, of="alerts", key=_key)
    return {"items": [_alert_line(one) for one in page], "next": following}


def alert(request: HttpRequest, pk: str) -> dict[str, object]:
    """One alert: its usual range, the newest day, and how often it errs."""
    known = known_thing(request, Alert, pk)
    return {
        **_alert_line(known),
        **_range(alert_standing(known, reading_of(request), now=timezone.now())),
    }


def known_thing(request: HttpRequest, kind: Any, pk: str) -> Any:
    """A goal or an alert that the token's person may see.

    Raises:
        NotThereError: there is none, or none for them.
    """
    known = kind.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 10 else None
    if known is None or not person(request).has_perm(SEE_GOAL, known):
        raise NotThereError(NOTHING_THERE())
    return known


def _key(thing: Goal | Alert) -> tuple[str]:
    return (f"{thing.pk:012d}",)


def _goal_line(one: Goal) -> dict[str, object]:
    names = "metric filters params first last currency direction counter reason set_at".split()
    own = {name: getattr(one, name) for name in names}
    return {"id": one.pk, **own, "target": float(one.target), "set_by": str(one.set_by or "")}


def _wording(one: GoalRevision) -> dict[str, object]:
    own = {name: getattr(one, name) for name in ("number", "direction", "counter", "reason")}
    who = str(one.set_by or "")
    return {**own, "target": float(one.target), "set_by": who, "set_at": one.set_at}


def _standing(stands: Standing) -> dict[str, object]:
    need, outlook = stands.need, stands.outlook
    names = ("value", "low", "high")
    ahead = {"metric": stands.goal.metric, "n": outlook.rest_n} if outlook else None
    return {
        **{n: getattr(stands, n) for n in ("phase", "settled_until", "open_days", "chance")},
        "settled": _figure(stands.settled),
        "estimated": _figure(stands.estimated),
        "beside": [_figure(row) for row in stands.counters],
        "reach": need.reach if need else None,
        "needed": need.rest if need else None,
        "forecast": ahead and {**ahead, **{n: getattr(outlook, n) for n in names}},
        "why": stands.why or stands.why_no_outlook,
    }


def _figure(row: Any) -> dict[str, object] | None:
    if row is None:
        return None
    return {name: getattr(row, name) for name in FigureObject.model_fields}


def _alert_line(one: Alert) -> dict[str, object]:
    names = "metric filters params baseline_last set_at".split()
    own = {name: getattr(one, name) for name in names}
    signals = [_signal(signal) for signal in one.signals.all()]
    return {"id": one.pk, **own, "set_by": str(one.set_by or ""), "signals": signals}


def _signal(one: AlertSignal) -> dict[str, object]:
    return {name: getattr(one, name) for name in SignalObject.model_fields}


def _range(stands: AlertStanding) -> dict[str, object]:
    newest = stands.points[-1] if stands.points else None
    return {
        "baseline_days": stands.noise.days if stands.noise else None,
        "newest": newest.day if newest else None,
        **{n: getattr(newest, n) if newest else None for n in ("smoothed", "low", "high")},
        "false_alarm_chance": stands.false_alarms,
        "why": stands.why,
    }


ENDPOINTS = (
    Endpoint(
        "GET",
        "goals",
        goals,
        _("Goals"),
        "read",
        SEE_GOALS,
        Listed[GoalLineObject],
        query=PageQuery,
    ),
    Endpoint("GET", "goals/{str:pk}", goal, _("One goal"), "read", SEE_GOALS, GoalObject),
    Endpoint(
        "GET",
        "alerts",
        alerts,
        _("Alerts"),
        "read",
        SEE_GOALS,
        Listed[AlertLineObject],
        query=PageQuery,
    ),
    Endpoint("GET", "alerts/{str:pk}", alert, _("One alert"), "read", SEE_GOALS, AlertObject),
)
