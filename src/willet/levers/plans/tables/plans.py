"""Plans, their interventions and meetings as tables; and all interventions as a file."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.core.metrics import catalogue
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.titles import metric_title
from willet.levers.plans.domain.counting import LeverSum, newest_verdict
from willet.levers.plans.domain.words import (
    TONES,
    VERDICTS,
    effect_words,
    filter_words,
    is_judged,
    standing,
)
from willet.levers.plans.models import (
    ImprovementPlan,
    Intervention,
    Lever,
    PlanState,
    ReviewMeeting,
)
from willet.resolution.causes.naming import cause_words
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table


def plans_table(plans: Iterable[ImprovementPlan], exports: Sequence[tuple[str, str]]) -> Table:
    """The plans, the stopped and those begun anew among them."""
    return Table(
        caption=_("Plans"),
        columns=[
            Column("name", _("Name")),
            Column("team", _("Team")),
            Column("owner", _("Owner")),
            Column("goal", _("Goal")),
            Column("interventions", _("Interventions")),
            Column("state", _("State")),
        ],
        rows=[_plan_row(plan) for plan in plans],
        empty=Empty(
            _("No plan yet"),
            _(
                "A plan says what is tried against which cause, for whom, and what will count as success."
            ),
        ),
        exports=exports,
        caption_hidden=True,
    )


def _plan_row(plan: ImprovementPlan) -> Row:
    names = [f"{one.object}: {_word(one)}" for one in plan.interventions.all()]
    anew = _("begun anew from “%(name)s”") % {"name": plan.anew_of} if plan.anew_of else ""
    return Row(
        [
            Cell(plan.name, href=reverse("plans:plan", args=[plan.pk]), sub=anew),
            Cell(str(plan.team or _("the whole centre"))),
            Cell(str(plan.owner or "")),
            Cell(metric_title(plan.metric), sub=filter_words(plan.cells)),
            Cell("; ".join(names)),
            Cell(
                str(plan.get_state_display()),
                sub=plan.state_reason,
                tone="" if plan.state == PlanState.OPEN else "quiet",
            ),
        ]
    )


def _word(one: Intervention) -> str:
    """What came out; where that is not the verdict of its date, how far it is stands beside it."""
    last = newest_verdict(one)
    if last is None:
        return standing(one, last)
    verdict = str(VERDICTS[last.verdict])
    return verdict if is_judged(one, last) else f"{verdict} ({standing(one, last)})"


def interventions_table(
    interventions: Iterable[Intervention],
    *,
    plans: bool = False,
    exports: Sequence[tuple[str, str]] = (),
) -> Table:
    """Interventions with what came out so far; `plans` names the plan of each."""
    return Table(
        caption=_("Interventions"),
        columns=[
            Column("what", _("What")),
            *([Column("plan", _("Plan"))] if plans else []),
            Column("cause", _("Against the cause")),
            Column("owner", _("Owner")),
            Column("start", _("First start")),
            Column("effect", _("Effect")),
            Column("verdict", _("Verdict")),
            Column("on", _("Date of the verdict")),
        ],
        rows=[_intervention_row(one, plans=plans) for one in interventions],
        empty=Empty(_("No intervention yet")),
        exports=exports,
    )


def _intervention_row(one: Intervention, *, plans: bool) -> Row:
    last = newest_verdict(one)
    plan = Cell(str(one.plan), href=reverse("plans:plan", args=[one.plan_id]))
    return Row(
        [
            Cell(str(one), href=reverse("plans:intervention", args=[one.pk])),
            *([plan] if plans else []),
            Cell(cause_words(one.cause) if one.cause else ""),
            Cell(str(one.owner or "")),
            Cell(formats.date(one.first_start) if one.first_start else ""),
            effect_cell(one),
            Cell(
                str(VERDICTS[last.verdict]) if last else standing(one, last),
                sub=standing(one, last) if last else "",
                tone=TONES.get(last.verdict, "quiet") if last else "quiet",  # type: ignore[arg-type] # a closed list
            ),
            Cell(formats.date(one.verdict_on)),
        ]
    )


def effect_cell(one: Intervention) -> Cell:
    """The newest estimate with its interval."""
    last = newest_verdict(one)
    if last is None:
        return Cell("", reason=_("no figure yet"))
    metric = catalogue().get(last.registration.metric)
    return Cell(effect_words(last, metric), sub=metric_title(last.registration.metric))


def meetings_table(meetings: Iterable[ReviewMeeting], *, may_edit: bool) -> Table:
    """The review meetings."""
    return Table(
        caption=_("Review meetings"),
        columns=[
            Column("day", _("Day")),
            Column("notes", _("What was seen")),
            Column("decisions", _("Decisions")),
        ],
        rows=[
            Row(
                [
                    Cell(
                        formats.date(one.day),
                        href=reverse("plans:meeting", args=[one.pk]) if may_edit else "",
                        sub="" if one.is_held else _("to come"),
                    ),
                    Cell(one.notes),
                    Cell(one.decisions),
                ]
            )
            for one in meetings
        ],
        empty=Empty(_("No meeting yet")),
    )


def levers_table(sums: Iterable[LeverSum]) -> Table:
    """What each lever brought so far."""
    outcomes = ("worked", "less_than_worth", "harmful", "cannot_tell")
    return Table(
        caption=_("Levers"),
        columns=[
            Column("lever", _("Lever")),
            Column("interventions", _("Interventions"), "end"),
            *(Column(name, str(VERDICTS[name]), "end") for name in outcomes),
            Column("running", _("no verdict yet"), "end"),
        ],
        rows=[
            Row(
                [
                    Cell(
                        str(Lever(one.lever).label), href=reverse("plans:lever", args=[one.lever])
                    ),
                    Cell(formats.number(len(one.interventions))),
                    *(Cell(formats.number(one.count(name))) for name in outcomes),
                    Cell(formats.number(one.running)),
                ]
            )
            for one in sums
        ],
        caption_hidden=True,
    )


def sheet_of(interventions: Iterable[Intervention]) -> Sheet:
    """Every intervention with its newest verdict, as a file."""
    fields = [
        SheetField("plan", words=_("Plan")),
        SheetField("lever", words=_("Lever"), in_words=lambda code: str(Lever(code).label)),
        SheetField("object", words=_("What")),
        SheetField("cause", words=_("Against the cause"), in_words=cause_words),
        SheetField("first_start", ColumnKind.DAY, _("First start")),
        SheetField("metric", words=_("Judged on"), in_words=metric_title),
        SheetField("worth", ColumnKind.NUMBER, _("Smallest effect worth having")),
        SheetField("verdict_on", ColumnKind.DAY, _("Date of the verdict")),
        SheetField("registrations", ColumnKind.COUNT, _("Registered so many times")),
        SheetField("verdict", words=_("Verdict"), in_words=lambda code: str(VERDICTS[code])),
        SheetField("estimate", ColumnKind.NUMBER, _("Effect")),
        SheetField("low", ColumnKind.NUMBER, _("Effect, interval from")),
        SheetField("high", ColumnKind.NUMBER, _("Effect, interval to")),
        SheetField("stopped_on", ColumnKind.DAY, _("Stopped on")),
    ]
    return Sheet("plans", fields, map(_sheet_row, interventions), _("Interventions"))


def _sheet_row(one: Intervention) -> Sequence[object]:
    last = newest_verdict(one)
    figures = [last.verdict, last.estimate, last.low, last.high] if last else [None] * 4
    named = [one.plan.name, one.lever, one.object, one.cause or None, one.first_start, one.metric]
    count = len(one.registrations.all())
    return [*named, one.worth, one.verdict_on, count, *figures, one.stopped_on]
