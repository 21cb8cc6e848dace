"""Reports that are due: each reader's next moment is kept, and moved on by one worker alone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from willet.jobs.domain.asking import ask
from willet.notices.domain.choices import zone_of
from willet.reports.domain.days import when
from willet.reports.models import Delivery, Report, ReportReader

SEND = "reports.send"


def plan(now: datetime | None = None) -> list[Delivery]:
    """Ask for every report that is due; one missed many times is made up for once."""
    moment = now or timezone.now()
    readers = ReportReader.objects.filter(report__is_active=True).select_related("report", "reader")
    planned = (_planned(reader, moment) for reader in readers)
    return [delivery for delivery in planned if delivery is not None]


def _planned(reader: ReportReader, now: datetime) -> Delivery | None:
    zone, rule = zone_of(reader.reader), when(reader.report)
    named = f"{rule!r} {zone.key}"
    kept = ReportReader.objects.filter(pk=reader.pk, due_at=reader.due_at, rule=reader.rule)
    following = rule.after(now, zone)
    if reader.due_at is None or reader.rule != named:
        kept.update(due_at=following, rule=named)
        return None
    if reader.due_at > now:
        return None
    with transaction.atomic():
        # Of several workers one moves it on, and that one asks.
        return _asked(reader, reader.due_at) if kept.update(due_at=following) else None


def forget_due(report: Report) -> None:
    """Work out anew when a report is due: what was due while it was stopped is not made up for."""
    ReportReader.objects.filter(report=report).update(due_at=None)


def send_now(reader: ReportReader) -> Delivery:
    """Ask for one report now, besides those that are due."""
    with transaction.atomic():
        return _asked(reader, timezone.now(), is_asked=True)


def _asked(reader: ReportReader, due: datetime, *, is_asked: bool = False) -> Delivery:
    delivery, _is_new = Delivery.objects.get_or_create(
        to=reader, due_at=due, defaults={"is_asked": is_asked}
    )
    ask(SEND, {"delivery": delivery.pk.hex})
    return delivery
