"""Alerts in tables and as a chart, and how often one errs, in words."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.core.metrics import catalogue
from willet.figures.domain.wording import GRAINS
from willet.levers.goals.domain.scope import whose
from willet.levers.goals.domain.watching import QUIET_DAYS, AlertStanding
from willet.levers.goals.domain.words import metric_title
from willet.levers.goals.models import Alert, AlertSignal
from willet.ui import formats
from willet.ui.components import Cell, Chart, Column, Empty, Row, Series, Table

MOST_DAYS = 120


def alerts_table(alerts: Iterable[Alert]) -> Table:
    """Every alert, and what it noticed last."""
    return Table(
        caption=_("Alerts"),
        caption_hidden=True,
        columns=[Column("metric", _("Metric")), Column("last", _("Noticed last"))],
        rows=[_row(alert) for alert in alerts],
        empty=Empty(
            _("No alert yet"),
            _(
                "An alert tells you when a figure left its usual range, and not when a day merely was a day."
            ),
        ),
    )


def _row(alert: Alert) -> Row:
    newest = next(iter(alert.signals.all()), None)
    last = Cell(_words(newest)) if newest else Cell("", reason=_("nothing yet"))
    way = reverse("goals:alert", args=[alert.pk])
    return Row([Cell(metric_title(alert.metric), sub=whose(alert), href=way), last])


def _words(signal: AlertSignal) -> str:
    first = formats.date(signal.first)
    if signal.last is None:
        return _("%(side)s since %(day)s") % {"side": _side(signal), "day": first}
    given = {"side": _side(signal), "first": first, "last": formats.date(signal.last)}
    return _("%(side)s from %(first)s to %(last)s") % given


def _side(signal: AlertSignal) -> str:
    return _("above the usual range") if signal.side == "above" else _("below the usual range")


def signals_table(signals: Iterable[AlertSignal]) -> Table:
    """Every time a figure was out, and who has seen it."""
    return Table(
        caption=_("Noticed"),
        columns=[Column("what", _("What")), Column("seen", _("Seen by"))],
        rows=[
            Row([Cell(_words(one)), Cell(", ".join(str(u) for u in one.seen_by.all()))])
            for one in signals
        ],
        empty=Empty(_("Nothing noticed"), _("The figure stayed in its usual range."), icon="check"),
    )


def false_alarm_words(stands: AlertStanding) -> str:
    """How often the alert errs, with its own baseline."""
    if stands.false_alarms is None or stands.noise is None:
        return ""
    sentence = _(
        "What is usual is read off %(known)s days. While nothing changes, a false alarm comes within %(days)s days "
        "with a chance of %(chance)s."
    )
    return sentence % {
        "known": formats.number(stands.noise.days),
        "days": formats.number(QUIET_DAYS),
        "chance": formats.percent(stands.false_alarms, 0),
    }


def alert_chart(stands: AlertStanding) -> Chart | None:
    """The days since the baseline: each day's figure quiet, the smoothed one, and its usual range as a band."""
    points = stands.points[-MOST_DAYS:]
    if not points:
        return None
    name = stands.alert.metric
    ends = [p.low for p in points], [p.high for p in points]
    return Chart(
        title=metric_title(name),
        labels=[formats.period(p.day.isoformat(), "day") for p in points],
        series=[
            Series(_("Usual range"), [(p.low + p.high) / 2 for p in points], *ends),
            Series(_("Smoothed"), [p.smoothed for p in points]),
            Series(_("Each day"), [p.value for p in points], quiet=True),
        ],
        unit=catalogue()[name].unit,
        axis=str(GRAINS["day"]),
        tall=True,
    )
