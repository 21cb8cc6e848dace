"""Jobs that are due by the clock: each schedule's next moment is kept, and moved on by one worker alone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from willet.jobs.domain.asking import ask, same
from willet.jobs.models import Schedule
from willet.ui.offers import offers
from willet.ui.tasks import Every, Minutes
from willet.ui.zones import centre_zone


def ask_for_what_is_due(now: datetime | None = None) -> list[str]:
    """Ask for every scheduled job that is due; one missed many times is asked for once. Gives the kinds."""
    moment, centre = now or timezone.now(), centre_zone()
    # Looked at every few seconds for as long as a worker lives: all of them in one query.
    kept = Schedule.objects.in_bulk()
    return [every.kind for every in _offered() if _is_due(every, moment, centre, kept)]


def _offered() -> Iterable[Every]:
    return offers("tasks", "EVERY")


def _is_due(every: Every, now: datetime, centre: ZoneInfo, kept: Mapping[str, Schedule]) -> bool:
    zone = ZoneInfo(every.zone) if every.zone else centre
    schedule = _kept(every, zone, now, kept)
    if schedule.due_at > now:
        _put_right(schedule, every, now, zone)
        return False
    still = Schedule.objects.filter(pk=schedule.pk, due_at=schedule.due_at)
    with transaction.atomic():
        # Of several workers one moves it on, and that one asks.
        if not still.update(due_at=every.when.after(now, zone)):
            return False
        ask(every.kind, every.payload)
    return True


def _put_right(schedule: Schedule, every: Every, now: datetime, zone: ZoneInfo) -> None:
    """Bring back a moment beyond the next but one: a clock that was ahead, and was set back since, had moved it there.

    One that is the next but one stays: what was asked for just before the clock was set back is not asked for again.
    """
    following = every.when.after(now, zone)
    if schedule.due_at > every.when.after(following, zone):
        Schedule.objects.filter(pk=schedule.pk, due_at=schedule.due_at).update(due_at=following)


def _kept(every: Every, zone: ZoneInfo, now: datetime, known: Mapping[str, Schedule]) -> Schedule:
    """The schedule as it is kept; worked out anew where its rule is another one than before."""
    rule, name = f"{every.when!r} {zone.key}", same(every.kind, every.payload)
    if name in known and known[name].rule == rule:
        return known[name]
    first = now if isinstance(every.when, Minutes) else every.when.after(now, zone)
    fresh = {"kind": every.kind, "rule": rule, "due_at": first}
    schedule, _is_new = Schedule.objects.get_or_create(name=name, defaults=fresh)
    if schedule.rule != rule:
        Schedule.objects.filter(pk=name, rule=schedule.rule).update(**fresh)
        schedule.refresh_from_db()
    return schedule
