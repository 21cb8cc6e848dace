"""Reports and what was sent of them, as their owner sees them."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from willet.figures.domain.dimensions import narrowed_to
from willet.reports.models import Delivery, Often, Report, Weekday
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.messages import translate

_TONES = {
    Delivery.State.SENT: "good",
    Delivery.State.REFUSED: "bad",
    Delivery.State.CLOSED: "warn",
    Delivery.State.GIVEN_UP: "bad",
    Delivery.State.UNSURE: "warn",
}


def reports_table(reports: Iterable[Report], zone: ZoneInfo) -> Table:
    """One's own reports: when, of what, for whom, and what became of the newest."""
    listed = list(reports)
    newest = newest_of(listed)
    return Table(
        caption=_("Reports by mail"),
        columns=[
            Column("name", _("Name")),
            Column("when", _("When")),
            Column("of", _("Filters")),
            Column("readers", _("Readers")),
            Column("next", by_clock(_("Next"), zone.key)),
            Column("last", _("Last")),
        ],
        rows=[_row(report, newest.get(report.pk), zone) for report in listed],
        empty=Empty(
            _("No report yet"),
            _("Set one up, and the figures come by mail on the day you choose."),
            icon="inbox",
        ),
        caption_hidden=True,
    )


def newest_of(reports: Iterable[Report]) -> dict[int, Delivery]:
    """The newest delivery of each report that has one, in one question to the database."""
    theirs = Delivery.objects.filter(to__report=OuterRef("pk")).values("pk")[:1]
    asked = Report.objects.filter(pk__in=[report.pk for report in reports])
    newest = Delivery.objects.filter(pk__in=asked.values_list(Subquery(theirs)))
    return {delivery.to.report_id: delivery for delivery in newest.select_related("to")}


def _row(report: Report, last: Delivery | None, zone: ZoneInfo) -> Row:
    dues = [r.due_at for r in report.readers.all() if r.due_at] if report.is_active else []
    return Row(
        [
            Cell(report.name, href=reverse("reports:report", args=[report.pk])),
            Cell(when_words(report)),
            Cell(filter_words(report), reason=_("none")),
            Cell(", ".join(str(r.reader) for r in report.readers.all())),
            Cell(
                local(min(dues), zone) if dues else "",
                reason=_("worked out in a moment") if report.is_active else _("stopped"),
            ),
            _state(last) if last else Cell("", reason=_("never yet")),
        ]
    )


def when_words(report: Report) -> str:
    """When a report comes."""
    at = formats.to_the_minute(report.at)
    match report.often:
        case Often.DAILY:
            return _("every day, %(time)s") % {"time": at}
        case Often.MONTHLY:
            given = {"day": formats.number(report.day), "time": at}
            return _("every month on day %(day)s, %(time)s") % given
        case _:
            day = formats.period(Weekday(report.weekday).value, "weekday")
            return _("every week on %(day)s, %(time)s") % {"day": day, "time": at}


def filter_words(report: Report) -> str:
    """What it is narrowed to."""
    return narrowed_to(report.filters)


def deliveries_table(deliveries: Iterable[Delivery], zone: ZoneInfo) -> Table:
    """What was sent of a report, the newest first."""
    return Table(
        caption=_("What was sent"),
        columns=[
            Column("due", by_clock(_("Due"), zone.key)),
            Column("reader", _("Reader")),
            Column("state", _("What became of it")),
            Column("ended", by_clock(_("When"), zone.key)),
        ],
        rows=[
            Row(
                [
                    Cell(local(delivery.due_at, zone)),
                    Cell(str(delivery.to.reader)),
                    _state(delivery),
                    Cell(local(delivery.ended_at, zone) if delivery.ended_at else ""),
                ]
            )
            for delivery in deliveries
        ],
        empty=Empty(
            _("Nothing was sent yet"), _("The first one comes when it is due."), icon="clock"
        ),
    )


def _state(delivery: Delivery) -> Cell:
    state = Delivery.State(delivery.state)
    tone = _TONES.get(state, "")
    words, sub = str(state.label), translate(delivery.reason)
    if tone == "good":
        return Cell(words, sub=sub, tone="good", icon="check")
    return Cell(words, sub=sub, tone="bad" if tone == "bad" else "warn" if tone else "quiet")


def local(moment: datetime, zone: ZoneInfo) -> str:
    """A moment by its reader's clock."""
    return formats.moment(moment.astimezone(zone))
