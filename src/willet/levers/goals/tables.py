"""Goals in tables: all of them, one's figures, its history, and as a file."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, Literal, TypeAlias

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.metrics import AnswerRow
from willet.figures.domain.asking import read_lake
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.spreadsheets.columns import dimension
from willet.levers.goals.domain.scope import BY, whose
from willet.levers.goals.domain.standing import Standing, standing_of
from willet.levers.goals.domain.words import (
    aim_words,
    days_words,
    forecast_words,
    goal_words,
    metric_title,
    reach_words,
    row_cell,
    settled_words,
    state_words,
    unit_of,
)
from willet.levers.goals.models import Goal, GoalRevision
from willet.levers.goals.models.goals import GoalDirection
from willet.levers.goals.rules import SEE_GOAL, SEE_GOALS
from willet.people.visibility import visibility_of
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.zones import centre_zone

Tone: TypeAlias = Literal["", "good", "warn", "bad", "quiet"]
_TONES: dict[str, Tone] = {
    "reached": "good",
    "safe": "good",
    "missed": "bad",
    "cannot": "bad",
    "barely": "warn",
}
_ICONS = {"good": "check", "bad": "cross", "warn": "warning"}


def goals_table(stands: Sequence[Standing], exports: Sequence[tuple[str, str]] = ()) -> Table:
    """Every goal: what it is, how it stands, where it will end."""
    return Table(
        caption=_("Goals"),
        caption_hidden=True,
        columns=[
            Column("metric", _("Metric")),
            Column("days", _("Period")),
            Column("goal", _("Goal"), "end"),
            Column("now", _("So far"), "end"),
            Column("forecast", _("Forecast"), "end"),
            Column("state", _("Standing")),
        ],
        rows=[_row(one) for one in stands],
        empty=Empty(
            _("No goal yet"),
            _(
                "Say what a metric is to reach, for whom and until when; this page then shows whether it will."
            ),
            icon="check",
        ),
        exports=exports if stands else (),
        note=_("Judged on settled days. Beneath a figure stands its interval (95%)."),
    )


def _row(stands: Standing) -> Row:
    goal = stands.goal
    beside = "\n".join(f"{metric_title(r.metric)}: {_short(r)}" for r in stands.counters)
    return Row(
        [
            Cell(metric_title(goal.metric), sub=whose(goal), href=_way(stands)),
            Cell(days_words(goal)),
            Cell(goal_words(goal)),
            _with(row_cell(stands.settled), beside),
            _forecast(stands),
            state_cell(stands),
        ]
    )


MOST_SHOWN: Final = 8
"""Each costs a look into the records; all of them stand on their own page."""


def current_goals(reader: Any) -> Table | None:
    """The goals that run now and concern a reader more nearly first: for themselves, for a team, for the centre."""
    if not reader.has_perm(SEE_GOALS):
        return None
    today, reading = timezone.localdate(timezone=centre_zone()), read_lake(visibility_of(reader))
    # Where records are behind, a goal that ran on their newest day is still what there is to see.
    newest = min(today, reading.days[1]) if reading and reading.days else today
    running = Goal.objects.filter(first__lte=today, last__gte=newest).order_by("last", "pk")
    goals = [goal for goal in running if reader.has_perm(SEE_GOAL, goal)]
    goals.sort(key=lambda goal: (not goal.agent, not goal.team))
    if not goals:
        return None
    table = goals_table([standing_of(goal, reading) for goal in goals[:MOST_SHOWN]])
    return replace(table, caption=_("What is to be reached"), caption_hidden=False)


def _way(stands: Standing) -> str:
    return reverse("goals:goal", args=[stands.goal.pk])


def _short(row: AnswerRow) -> str:
    return formats.measure(row.value, row.unit)


def _with(cell: Cell, beside: str) -> Cell:
    """A figure, and its counter-metric beneath it."""
    sub = "\n".join(filter(None, [cell.sub, beside]))
    return Cell(cell.text, sub=sub, reason=cell.reason)


def _forecast(stands: Standing) -> Cell:
    outlook, unit = stands.outlook, unit_of(stands.goal)
    if outlook is None:
        return Cell("", reason=stands.why_no_outlook or stands.why)
    span = formats.interval(outlook.low, outlook.high, unit)
    return Cell(formats.measure(outlook.value, unit), sub=span)


def state_cell(stands: Standing) -> Cell:
    """How a goal stands, with a sign that needs no colour."""
    if stands.why:
        return Cell("", reason=stands.why)
    if stands.need is None and stands.phase != "coming":
        return Cell(stands.why_no_outlook, reason=_("nothing yet"), tone="quiet")
    tone = _TONES.get(stands.need.reach if stands.need and stands.phase != "coming" else "", "")
    icon = _ICONS.get(tone, "")
    return Cell(state_words(stands), tone=tone, icon=icon)


def figures_table(stands: Standing) -> Table:
    """One goal's figures: settled, with what is estimated, forecast, and beside it its counter-metrics."""
    rows = [
        Row([Cell(_("On settled days")), row_cell(stands.settled), Cell(settled_words(stands))])
    ]
    if stands.estimated is not None:
        words = _("With the days that can still change; the goal is not judged by it.")
        rows.append(Row([Cell(_("So far, estimated")), row_cell(stands.estimated), Cell(words)]))
    if stands.outlook is not None:
        cell = Cell(forecast_words(stands.outlook, unit_of(stands.goal)))
        words = _("Allows for how days and weeks differ here.")
        rows.append(Row([Cell(_("Forecast for the whole period")), cell, Cell(words)]))
    for row in stands.counters:
        words = _("Stands beside the goal, so that nobody reaches the goal at its expense.")
        rows.append(Row([Cell(metric_title(row.metric)), row_cell(row), Cell(words)]))
    return Table(
        caption=_("Figures of this goal"),
        columns=[
            Column("what", _("What")),
            Column("figure", _("Figure"), "end"),
            Column("note", _("To know")),
        ],
        rows=rows,
    )


def history_table(revisions: Iterable[GoalRevision], unit: str) -> Table:
    """Who set what when, the newest first."""
    zone = centre_zone()
    return Table(
        caption=_("What was set, by whom"),
        columns=[
            Column("when", by_clock(_("When"), zone.key)),
            Column("who", _("Who")),
            Column("goal", _("Goal"), "end"),
            Column("why", _("Why")),
        ],
        rows=[
            Row(
                [
                    Cell(formats.moment(one.set_at.astimezone(zone))),
                    Cell(str(one.set_by) if one.set_by else "", reason=_("somebody who is gone")),
                    Cell(aim_words(one.direction, one.target, unit)),
                    Cell(one.reason),
                ]
            )
            for one in revisions
        ],
    )


def _direction_words(direction: str) -> str:
    return str(GoalDirection(direction).label)


_FIELDS = (
    SheetField("metric", words=gettext_lazy("Metric"), in_words=metric_title),
    *(dimension(name) for name in BY),
    SheetField("first", ColumnKind.DAY, gettext_lazy("From")),
    SheetField("last", ColumnKind.DAY, gettext_lazy("To")),
    SheetField("direction", words=gettext_lazy("Direction"), in_words=_direction_words),
    SheetField("target", ColumnKind.NUMBER, gettext_lazy("Goal")),
    SheetField("currency", words=gettext_lazy("Currency")),
    SheetField("settled_until", ColumnKind.DAY, gettext_lazy("Settled until")),
    SheetField("value", ColumnKind.NUMBER, gettext_lazy("So far")),
    SheetField("forecast", ColumnKind.NUMBER, gettext_lazy("Forecast")),
    SheetField("forecast_low", ColumnKind.NUMBER, gettext_lazy("Forecast, from")),
    SheetField("forecast_high", ColumnKind.NUMBER, gettext_lazy("Forecast, to")),
    SheetField("chance", ColumnKind.SHARE, gettext_lazy("Chance")),
    SheetField("standing", words=gettext_lazy("Standing"), in_words=reach_words),
    SheetField("reason", words=gettext_lazy("Why")),
)


def goals_sheet(stands: Sequence[Standing]) -> Sheet:
    """Every goal as a file."""
    return Sheet("goals", _FIELDS, [_values(one) for one in stands], gettext_lazy("Goals"))


def _values(stands: Standing) -> list[object]:
    goal, outlook = stands.goal, stands.outlook
    return [
        goal.metric,
        *(goal.filters.get(name) for name in BY),
        goal.first,
        goal.last,
        goal.direction,
        float(goal.target),
        goal.currency or None,
        stands.settled_until,
        stands.settled.value if stands.settled else None,
        outlook.value if outlook else None,
        outlook.low if outlook else None,
        outlook.high if outlook else None,
        stands.chance,
        stands.need.reach if stands.need else None,
        goal.reason,
    ]
