"""The unresolved cases in a list: each with its cause, who said it, and what a suggestion rests on; and as a file."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.calls.domain.listing import local
from willet.core.cases.causes import Unsolved
from willet.figures.domain.exporting import Sheet, SheetField
from willet.figures.domain.splits import TITLES
from willet.figures.domain.spreadsheets import columns
from willet.figures.domain.words import UNKNOWN, value_words
from willet.resolution.case.verdicts import SIGNALS
from willet.resolution.causes.naming import cause_words
from willet.resolution.causes.query import (
    BY,
    BY_FIELD,
    CAUSE_FIELD,
    EVIDENCE_FIELD,
    VOICES,
    Causes,
    UnsolvedCases,
)
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Choice, Column, Empty, FilterBar, Option, Row, Table


def evidence_by(who: str | None) -> str:
    """Who said a cause, in words; a suggestion is told as one."""
    if who is None:
        return _("nobody")
    if who == "suggested":
        return _("a suggestion, nobody said it")
    return value_words("kind", "disposition" if who == "desk" else who)


def by_bar(causes: Causes) -> FilterBar:
    """What is compared with each other; all else that was chosen stays."""
    options = [Option(name, str(TITLES[name])) for name in BY]
    return _bar(causes, [Choice(BY_FIELD, _("Compare"), options, causes.chosen.by)], _("Compare"))


def list_bar(result: Causes) -> FilterBar:
    """The filters of the list: a cause, and who said it."""
    chosen = result.chosen
    known = [bar.cause or UNKNOWN for bar in result.bars]
    extra = [chosen.cause] if chosen.cause and chosen.cause not in known else []
    causes = [Option(c, cause_words(None if c == UNKNOWN else c)) for c in (*known, *extra)]
    voices = [Option(w, evidence_by(None if w == UNKNOWN else w)) for w in VOICES]
    every = Option("", _("All"))
    choices = [
        Choice(CAUSE_FIELD, _("Cause"), [every, *causes], chosen.cause),
        Choice(EVIDENCE_FIELD, _("Said by"), [every, *voices], chosen.evidence_by),
    ]
    return _bar(result, choices, _("Which cases"))


def _bar(causes: Causes, choices: Sequence[Choice], label: str) -> FilterBar:
    mine = {choice.name for choice in choices}
    kept = [pair for pair in causes.chosen.pairs.items() if pair[0] not in mine]
    return FilterBar(choices, kept=[*causes.selection.pairs(), *kept], label=label)


def case_table(
    cases: Sequence[Unsolved], causes: Causes, exports: Sequence[tuple[str, str]]
) -> Table:
    """A page of the list; agents whom the reader may not see stay without a name."""
    return Table(
        caption=_("Unresolved cases"),
        columns=[
            Column("opened", by_clock(_("Opened"), causes.reading.zone.key)),
            Column("queue", _("Queue")),
            Column("topic", _("Topic")),
            Column("agent", _("Agent")),
            Column("contacts", _("Contacts it took"), "end"),
            Column("cause", _("Why not solved")),
            Column("who", _("Said by")),
        ],
        rows=[_row(case, causes) for case in cases],
        empty=Empty(_("No case here"), _nothing(causes), icon="info"),
        exports=exports,
        caption_hidden=True,
    )


def _nothing(causes: Causes) -> str:
    if causes.visibility.everyone:
        return _("No unresolved case fits this choice of a cause and of who said it.")
    return _("No unresolved case of this choice is open to your role.")


def _row(case: Unsolved, causes: Causes) -> Row:
    opened = formats.moment(local(case.opened_at, causes.reading.zone))
    return Row(
        [
            Cell(opened, href=reverse("resolution:case", args=[case.case_id])),
            Cell(value_words("queue", case.queue)),
            Cell(value_words("topic", case.topic)),
            Cell(_agent(case, causes)),
            Cell(formats.number(case.contacts)),
            Cell(cause_words(case.cause), tone="quiet" if case.cause is None else ""),
            _who(case),
        ]
    )


def _agent(case: Unsolved, causes: Causes) -> str:
    if case.agent is None or causes.visibility.sees(agent=case.agent, team=case.team):
        return value_words("agent", case.agent)
    return _("another agent")


def _who(case: Unsolved) -> Cell:
    if case.who != "suggested":
        return Cell(evidence_by(case.who), tone="quiet" if case.who is None else "")
    why = ", ".join(str(SIGNALS.get(signal, signal)) for signal in case.signals)
    because = _("because of: %(signals)s") % {"signals": why}
    return Cell(evidence_by(case.who), sub=because, tone="warn", icon="question")


def _signals(codes: str) -> str:
    return ", ".join(str(SIGNALS.get(code, code)) for code in codes.split("; ") if code)


SHEET_FIELDS = (
    columns.CASE_ID,
    columns.OPENED,
    *map(columns.dimension, ("queue", "topic", "agent", "team")),
    columns.CONTACTS,
    SheetField("cause", words=gettext_lazy("Why not solved"), in_words=cause_words),
    SheetField("said_by", words=gettext_lazy("Said by"), in_words=evidence_by),
    SheetField("signals", words=gettext_lazy("Suggested because of"), in_words=_signals),
)


def case_sheet(cases: UnsolvedCases) -> Sheet:
    """The list as a file, named as the lake names it."""
    result = cases.causes
    rows = [_values(case, result) for case in cases.everyone()]
    title = gettext_lazy("Unresolved cases")
    return Sheet("unresolved-cases", SHEET_FIELDS, rows, title, list_bar(result).chosen)


def _values(case: Unsolved, causes: Causes) -> Sequence[object]:
    opened = local(case.opened_at, causes.reading.zone)
    seen = causes.visibility.sees(agent=case.agent, team=case.team)
    return [
        case.case_id,
        opened,
        case.queue,
        case.topic,
        case.agent if seen else None,
        case.team,
        case.contacts,
        case.cause,
        case.who,
        "; ".join(case.signals),
    ]
