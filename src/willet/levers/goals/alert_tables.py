"""Alerts in tables and as a chart, and how often one errs, in words."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from willet.core.metrics import catalogue
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.spreadsheets.columns import dimension
from willet.figures.domain.wording import GRAINS
from willet.levers.goals.domain.scope import BY, whose
from willet.levers.goals.domain.watching import (
    QUIET_DAYS,
    AlertStanding,
    expected_false,
    false_alarms,
    worse_side,
)
from willet.levers.goals.domain.words import metric_title
from willet.levers.goals.models import Alert, AlertSignal
from willet.levers.goals.models.alerts import WatchedSide
from willet.ui import formats
from willet.ui.components import Cell, Chart, ChartNote, Column, Empty, Row, Series, Table

MOST_DAYS = 120


_QUIET = {"days": QUIET_DAYS}


def alerts_table(alerts: Sequence[Alert], exports: Sequence[tuple[str, str]] = ()) -> Table:
    """Every alert, what it noticed last, how often it errs, and how many are to speak by chance among them all."""
    return Table(
        caption=_("Alerts"),
        caption_hidden=True,
        columns=[
            Column("metric", _("Metric")),
            Column("side", _("Told of")),
            Column("last", _("Noticed last")),
            Column("errs", _("A false alarm within %(days)s days") % _QUIET, "end"),
        ],
        rows=[_row(alert) for alert in alerts],
        exports=exports,
        note=_expected(alerts),
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
    chance = alert.known_days and false_alarms(alert.known_days, alert.side)
    return Row(
        [
            Cell(metric_title(alert.metric), sub=whose(alert), href=way),
            Cell(str(alert.get_side_display())),
            last,
            Cell(formats.percent(chance, 0) if chance else "", reason=_("not looked at yet")),
        ]
    )


def _expected(alerts: Sequence[Alert]) -> str:
    """How many of them to discount."""
    looked = [alert for alert in alerts if alert.known_days is not None]
    if not looked:
        return ""
    sentence = ngettext(
        "If nothing changed, chance alone would let %(expected)s of %(n)s alert speak within %(days)s days.",
        "If nothing changed, chance alone would let %(expected)s of %(n)s alerts speak within %(days)s days.",
        len(looked),
    )
    return sentence % {
        "n": formats.number(len(looked)),
        "expected": formats.number(expected_false(looked), 1),
        "days": formats.number(QUIET_DAYS),
    }


def _words(signal: AlertSignal) -> str:
    first = formats.date(signal.first)
    if signal.last is None:
        return _("%(side)s since %(day)s") % {"side": side_words(signal), "day": first}
    given = {"side": side_words(signal), "first": first, "last": formats.date(signal.last)}
    return _("%(side)s from %(first)s to %(last)s") % given


def side_words(signal: AlertSignal) -> str:
    """On which side it was, and whether that is the worse one."""
    above, worse = signal.side == "above", worse_side(signal.alert.metric)
    if worse is None:
        return _("above the usual range") if above else _("below the usual range")
    if signal.side == worse:
        return _("worse: above the usual range") if above else _("worse: below the usual range")
    return _("better: above the usual range") if above else _("better: below the usual range")


def alerts_sheet(alerts: Iterable[Alert]) -> Sheet:
    """Every alert with what it noticed, a line for each stretch; one that noticed nothing has a line of its own."""
    rows = [_values(alert, signal) for alert in alerts for signal in _signals(alert)]
    return Sheet("alerts", _FIELDS, rows, gettext_lazy("Alerts"))


def _watched_words(side: str) -> str:
    return str(WatchedSide(side).label)


def _range_words(side: str) -> str:
    return _("above the usual range") if side == "above" else _("below the usual range")


_FIELDS = (
    SheetField("metric", words=gettext_lazy("Metric"), in_words=metric_title),
    *(dimension(name) for name in BY),
    SheetField("watched_side", words=gettext_lazy("Told of"), in_words=_watched_words),
    SheetField("baseline_last", ColumnKind.DAY, gettext_lazy("Usual until")),
    SheetField("false_alarm", ColumnKind.SHARE, gettext_lazy("Chance of a false alarm")),
    SheetField("side", words=gettext_lazy("Side"), in_words=_range_words),
    SheetField("first", ColumnKind.DAY, gettext_lazy("From")),
    SheetField("last", ColumnKind.DAY, gettext_lazy("To")),
)


def _signals(alert: Alert) -> Sequence[AlertSignal | None]:
    return list(alert.signals.all()) or [None]


def _values(alert: Alert, signal: AlertSignal | None) -> list[object]:
    return [
        alert.metric,
        *(alert.filters.get(name) for name in BY),
        alert.side,
        alert.baseline_last,
        alert.known_days and false_alarms(alert.known_days, alert.side),
        signal.side if signal else None,
        signal.first if signal else None,
        signal.last if signal else None,
    ]


def signals_table(signals: Iterable[AlertSignal]) -> Table:
    """Every time a figure was out, and who has seen it."""
    return Table(
        caption=_("Noticed"),
        columns=[Column("what", _("What")), Column("seen", _("Who has seen it"))],
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


def alert_chart(stands: AlertStanding, notes: Sequence[ChartNote] = ()) -> Chart | None:
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
        notes=[note for note in notes if note.place < len(points)],
        tall=True,
    )
