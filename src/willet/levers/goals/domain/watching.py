"""Alerts looked at: the chart of one from the day after its baseline, and what came to an end or began since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from willet.core.cases.beginnings import begun_between, evidence_of
from willet.core.metrics import catalogue, metric_named
from willet.core.records import Message, RequestError, saying
from willet.core.statistics.control import (
    FEWEST_DAYS,
    LAMBDA,
    ChartPoint,
    DailyNoise,
    Excursion,
    Side,
    excursions,
    false_alarm_chance,
    noise_of,
    run_chart,
    width_for,
)
from willet.figures.domain.asking import Reading, read_lake
from willet.figures.domain.begins import begins_words
from willet.figures.domain.failing import ClosedError
from willet.levers.goals.domain.days import ONE_DAY, read_days
from willet.levers.goals.domain.following import people_of
from willet.levers.goals.domain.scope import limits_now, scope_of
from willet.levers.goals.domain.setting import (
    CANNOT_TELL,
    NO_AGENT,
    NO_TEAM,
    check_team,
    is_known_team,
    why_not_recorded,
)
from willet.levers.goals.models import Alert, AlertSignal, WatchedSide
from willet.people.models import User
from willet.people.visibility import visibility_of
from willet.ui.notices import notify

LEFT: Final = "goals.left"
ABOVE: Final = saying("alert_above", "“%(metric)s” rose above its usual range on %(date)s.")
BELOW: Final = saying("alert_below", "“%(metric)s” fell below its usual range on %(date)s.")
SAME: Final = saying(
    "alert_same", "There is an alert for “%(metric)s” with these filters. Remove that one first."
)
FEW: Final = saying(
    "alert_few_days",
    "“%(metric)s” has too few settled days with figures: %(days)s, and an alert needs %(fewest)s to know what is "
    "usual. Set it once there are more.",
)
NOT_OF_DAYS: Final = saying(
    "alert_not_of_days",
    "“%(metric)s” is not made up of its days, so an alert cannot know what is usual. Choose another metric.",
)
ALIKE: Final = saying(
    "alert_alike",
    "The days of “%(metric)s” do not differ, so nothing tells what is usual. Choose another metric or other filters.",
)
NO_WORSE: Final = saying(
    "alert_no_worse",
    "“%(metric)s” is neither better high nor low, so no side of it is the worse one. Choose both sides.",
)
QUIET_DAYS: Final = 200


@dataclass(frozen=True)
class AlertStanding:
    """One alert for one reader: what is usual, the days since, what was out, and how often it errs."""

    alert: Alert
    noise: DailyNoise | None = None
    points: tuple[ChartPoint, ...] = ()
    out: tuple[Excursion, ...] = ()
    false_alarms: float | None = None
    """The chance of some false alarm within 200 days on which nothing changes."""
    why: str = ""


def alert_standing(alert: Alert, reading: Reading | None, *, now: datetime) -> AlertStanding:
    """How an alert stands as this reader may see it.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    bare = AlertStanding(alert)
    if alert.metric not in catalogue() or reading is None:
        return replace(bare, why=_("No calls are imported yet."))
    first = alert.baseline_last - timedelta(days=alert.baseline_days - 1)
    try:
        days = read_days(reading, alert, first, date.max - ONE_DAY, now=now)
    except ClosedError as closed:
        return replace(bare, why=str(closed))
    if days is None or days.kind is None or days.settled_until is None:
        return replace(bare, why=_("Nothing is recorded of these days yet."))
    if days.closed:
        words = _(
            "The chart needs each day, and some days rest on too few people to be shown to you."
        )
        return replace(bare, why=words)
    noise = noise_of(days.figures(first, alert.baseline_last), days.kind)
    apart = _apart(alert, reading, first, days.settled_until)
    if noise is None or apart:
        return replace(bare, why=apart or _("Too few days are known to say what is usual."))
    since = days.figures(alert.baseline_last + ONE_DAY, days.settled_until)
    points = tuple(run_chart(since, noise))
    out = tuple(one for one in excursions(points) if one.side in sides_of(alert))
    chance = false_alarms(noise.days, alert.side)
    return replace(bare, noise=noise, points=points, out=out, false_alarms=chance)


def worse_side(metric: str) -> Side | None:
    """On which side of its usual range a metric is worse; None where neither is."""
    direction = catalogue()[metric].direction if metric in catalogue() else "none"
    sides: dict[str, Side] = {"higher": "below", "lower": "above"}
    return sides.get(direction)


def sides_of(alert: Alert) -> tuple[Side, ...]:
    """The sides an alert tells of."""
    worse = worse_side(alert.metric)
    return (worse,) if worse and alert.side == WatchedSide.WORSE else ("above", "below")


def false_alarms(days: int, side: str) -> float:
    """The chance of some false alarm within 200 days, with a baseline of so many days with figures."""
    return false_alarm_chance(
        LAMBDA,
        width_for(days),
        days=QUIET_DAYS,
        baseline_days=days,
        one_sided=side == WatchedSide.WORSE,
    )


def _apart(alert: Alert, reading: Reading, first: date, last: date) -> str:
    """Why the days since are not like those of the baseline: evidence began meanwhile. Empty where none did."""
    kinds = evidence_of(metric_named(alert.metric))
    begun = begun_between(reading.beginnings, kinds, first, last)
    words = _("Not compared with what was usual: %(begins)s. Set the alert anew.")
    return words % {"begins": begins_words(begun)} if begun else ""


def expected_false(alerts: Iterable[Alert]) -> float:
    """How many of these alerts speak by chance alone within 200 days; of those that were looked at."""
    return sum(false_alarms(a.known_days, a.side) for a in alerts if a.known_days is not None)


def set_alert(alert: Alert, *, by: User, reading: Reading | None, now: datetime) -> Alert:
    """Keep a new alert; what is usual is read off the settled days before today.

    Raises:
        RequestError: a rule is broken; the sentence says which.
        ClosedError: it is for a single agent, and figures of single agents are shown to nobody.
    """
    metric = metric_named(alert.metric)
    alert.params, alert.scope, alert.set_by = limits_now(metric.name), scope_of(alert.filters), by
    if alert.side == WatchedSide.WORSE and worse_side(metric.name) is None:
        raise RequestError(NO_WORSE(metric=metric.name))
    days, usable = _baseline(alert, reading, now)
    if usable < FEWEST_DAYS or days is None:
        raise RequestError(FEW(metric=metric.name, days=usable, fewest=FEWEST_DAYS))
    alert.baseline_last, alert.known_days = days, usable
    try:
        with transaction.atomic():
            alert.save()
    except IntegrityError:
        raise RequestError(SAME(metric=metric.name)) from None
    return alert


def _baseline(alert: Alert, reading: Reading | None, now: datetime) -> tuple[date | None, int]:
    """The newest settled day, and how many days up to it tell what is usual."""
    if reading is None or reading.days is None:
        return None, 0
    _check(alert, reading)
    read = read_days(
        reading,
        alert,
        reading.days[1] - timedelta(days=2 * alert.baseline_days),
        reading.days[1],
        now=now,
    )
    if read is None or read.settled_until is None:
        return None, 0
    if read.kind is None:
        raise RequestError(NOT_OF_DAYS(metric=alert.metric))
    until = read.settled_until
    days = read.figures(until - timedelta(days=alert.baseline_days - 1), until)
    usable = sum(day.value is not None and day.n > 0 for day in days)
    if usable >= FEWEST_DAYS and noise_of(days, read.kind) is None:
        raise RequestError(ALIKE(metric=alert.metric))
    return until, usable


def _check(alert: Alert, reading: Reading) -> None:
    team, agent = alert.filters.get("team", ""), alert.filters.get("agent", "")
    if team and not is_known_team(reading, team):
        raise RequestError(NO_TEAM(team=team))
    if agent:
        reading.refuse_individuals()
        if agent not in reading.choices["agent"]:
            raise RequestError(NO_AGENT(agent=agent))
        check_team(agent, team)
    why = why_not_recorded(reading, metric_named(alert.metric))
    if why is not None:
        raise RequestError(CANNOT_TELL(metric=alert.metric, why=why))


def look_at_all(*, now: datetime) -> int:
    """Look at every alert with the rights of the first who is told; how many stretches began."""
    alerts = Alert.objects.select_related("set_by")
    return sum(look_at(alert, now=now) for alert in alerts)


def look_at(alert: Alert, *, now: datetime) -> int:
    """Keep what is new of one alert, and tell its people of each stretch that began, once."""
    people = people_of(alert)
    if not people:
        return 0
    stands = alert_standing(alert, read_lake(visibility_of(people[0])), now=now)
    if stands.noise is None:
        return 0
    if alert.known_days != stands.noise.days:
        alert.known_days = stands.noise.days
        alert.save(update_fields=["known_days"])
    return sum(_kept(alert, excursion) for excursion in stands.out)


def _kept(alert: Alert, excursion: Excursion) -> bool:
    """Whether this stretch is new. One that days brought later only moved is the one that is known."""
    known = next((s for s in alert.signals.all() if _is_same(s, excursion)), None)
    if known is None:
        signal = AlertSignal.objects.create(
            alert=alert, side=excursion.side, first=excursion.first, last=excursion.last
        )
        _tell(signal)
        return True
    if known.last != excursion.last:
        known.last = excursion.last
        known.save(update_fields=["last"])
    return False


def _is_same(signal: AlertSignal, excursion: Excursion) -> bool:
    """Whether two stretches on one side share a day."""
    if signal.side != excursion.side:
        return False
    ends = signal.last or date.max, excursion.last or date.max
    return signal.first <= ends[1] and excursion.first <= ends[0]


def _tell(signal: AlertSignal) -> None:
    alert = signal.alert
    way = reverse("goals:alert", args=[alert.pk])
    notify(LEFT, signal_text(signal), to=people_of(alert), href=way, key=str(signal.pk))


def signal_text(signal: AlertSignal) -> Message:
    """What is told of it."""
    text = ABOVE if signal.side == "above" else BELOW
    return text(metric=signal.alert.metric, date=signal.first.isoformat())
