"""The ledger as tables, and as a sheet for a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.levers.authority.domain.calls import CallName
from willet.levers.authority.domain.ledger import HigherStep, Ledger, LedgerLine
from willet.levers.authority.models import Grant, GrantKind, GrantRequest, LedgerRow
from willet.levers.authority.models.handing import Payout
from willet.levers.authority.tables.own import amount_cell, contact_cell, handed_cell, local
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.fields import Money
from willet.ui.money import amount_words, money_words
from willet.ui.zones import centre_zone


def lines_table(lines: Iterable[LedgerLine], way: str) -> Table:
    """What was granted, refused and not allowed, and what each case resolved cost; `way` leads to the rows."""
    return Table(
        caption=_("By kind of grant"),
        columns=[
            Column("kind", _("Kind of grant")),
            Column("grants", _("Granted"), "end"),
            Column("sum", _("Amount granted"), "end"),
            Column("refused", _("Refused"), "end"),
            Column("late", _("Not decided in time"), "end"),
            Column("missed", _("Not allowed"), "end"),
            Column("resolved", _("Cases resolved"), "end"),
            Column("cost", _("Cost per case resolved"), "end"),
        ],
        rows=[_line_row(line, way) for line in lines],
        empty=Empty(_("Nothing in these days"), _("Choose other days.")),
    )


def _line_row(line: LedgerLine, way: str) -> Row:
    def count(number: int, what: str) -> Cell:
        href = f"{way}&kind={line.kind.key}&what={what}#rows" if number else ""
        return Cell(formats.number(number), href=href)

    of = _("of %(n)s") % {"n": formats.number(line.cases)}
    return Row(
        [
            Cell(f"{line.kind} ({line.currency})"),
            count(line.grants, "grant"),
            Cell(money_words(line.granted_minor, line.currency)),
            count(line.refused, "refused"),
            count(line.timed_out, "timed_out"),
            count(line.missed, "could_not"),
            Cell(formats.number(line.resolved), of),
            Cell(
                amount_words(line.cost, line.currency),
                reason=line.why_none or _("no case known to be resolved"),
            ),
        ]
    )


def steps_table(steps: Iterable[HigherStep], *, may_see: bool) -> Table:
    """Each limit one step higher: what it would have let through, and the cases that stayed unresolved.

    `may_see` leads from each to its page.
    """
    return Table(
        caption=_("Each limit one step higher"),
        columns=[
            Column("limit", _("Limit")),
            Column("now", _("Now"), "end"),
            Column("higher", _("One step higher"), "end"),
            Column("wanted", _("Would have gone through"), "end"),
            Column("sum", _("Amount"), "end"),
            Column("nothing", _("Of those given nothing"), "end"),
            Column("cases", _("Their cases unresolved"), "end"),
        ],
        rows=[_step_row(step, may_see=may_see) for step in steps],
        empty=Empty(_("No limit yet"), _("Without a limit nobody grants anything.")),
        note=_(
            "A count of what was asked for or not allowed between the two amounts, not a promise: whether a higher "
            "limit resolves more is for a plan to show."
        ),
    )


def _step_row(step: HigherStep, *, may_see: bool) -> Row:
    currency = step.limit.currency
    href = reverse("resolution:case", args=[step.unresolved[0]]) if step.unresolved else ""
    limit = reverse("authority:limit", args=[step.limit.pk]) if may_see else ""
    return Row(
        [
            Cell(str(step.limit), href=limit),
            Cell(money_words(step.limit.per_event_minor, currency)),
            Cell(money_words(step.higher_minor, currency)),
            Cell(formats.number(step.wanted)),
            Cell(money_words(step.wanted_minor, currency)),
            Cell(formats.number(step.got_nothing)),
            Cell(formats.number(len(step.unresolved)), _("opens the first") if href else "", href),
        ]
    )


def entries(ledger: Ledger) -> list[tuple[str, LedgerRow]]:
    """Every row of the ledger with what became of it, the newest first; a request granted is its grant."""
    rows: list[tuple[str, LedgerRow]] = [("grant", row) for row in ledger.grants]
    rows += [(r.verdict, r) for r in ledger.requests if r.verdict != GrantRequest.Verdict.GRANTED]
    rows += [("could_not", row) for row in ledger.missed]
    return sorted(rows, key=lambda row: row[1].at, reverse=True)


def word_of(what: str) -> str:
    """What became of a want, in words."""
    known = {"grant": _("granted"), "could_not": _("not allowed")}
    return known.get(what) or str(dict(GrantRequest.Verdict.choices)[what])


def rows_table(
    rows: Sequence[tuple[str, LedgerRow]],
    exports: Sequence[tuple[str, str]],
    calls: Mapping[str, CallName],
    *,
    agents: bool,
) -> Table:
    """The rows of the ledger, with the way to each call; `calls` says what its reader calls each."""
    who = [Column("agent", _("Agent"))] if agents else []
    return Table(
        caption=_("Rows of the ledger"),
        columns=[
            Column("at", by_clock(_("When"), centre_zone().key)),
            Column("kind", _("Kind of grant")),
            Column("what", _("State")),
            Column("amount", _("Amount"), "end"),
            *who,
            Column("contact", _("Contact")),
            Column("reason", _("Reason")),
            Column("handed", _("Handed on")),
        ],
        rows=[_entry_row(what, row, calls, agents=agents) for what, row in rows],
        exports=exports,
        empty=Empty(_("Nothing in these days"), _("Choose other days.")),
    )


def _entry_row(what: str, row: LedgerRow, calls: Mapping[str, CallName], *, agents: bool) -> Row:
    who = [Cell(str(row.agent))] if agents else []
    handed = handed_cell(row) if isinstance(row, Grant) else Cell("", reason=_("nothing to pay"))
    return Row(
        [
            Cell(local(row.at)),
            Cell(str(row.kind)),
            Cell(word_of(what)),
            amount_cell(row),
            *who,
            contact_cell(row, calls),
            Cell(row.reason, reason=_("none given")),
            handed,
        ]
    )


def _fields(kinds: Mapping[str, str]) -> list[SheetField]:
    """The columns; `kinds` are the names of the kinds by their keys, in the reader's language."""
    return [
        SheetField("id", words=gettext_lazy("Number of the row")),
        SheetField("at", ColumnKind.MOMENT, gettext_lazy("When")),
        SheetField(
            "kind", words=gettext_lazy("Kind of grant"), in_words=lambda key: kinds.get(key, key)
        ),
        *_AFTER_THE_KIND,
    ]


def _handed_words(state: str) -> str:
    return str(Payout.State(state).label)


_AFTER_THE_KIND = (
    SheetField("state", words=gettext_lazy("State"), in_words=word_of),
    SheetField("amount", ColumnKind.NUMBER, gettext_lazy("Amount")),
    SheetField("currency", words=gettext_lazy("Currency")),
    SheetField("agent", words=gettext_lazy("Agent")),
    SheetField("contact_id", words=gettext_lazy("Contact")),
    SheetField("call_id", words=gettext_lazy("Call")),
    SheetField("handed_on", words=gettext_lazy("Handed on"), in_words=_handed_words),
)


def sheet_of(rows: Iterable[tuple[str, LedgerRow]], about: Sequence[tuple[str, str]]) -> Sheet:
    """The ledger as a file, for the system that pays or a spreadsheet; `about` says which days and rows it holds."""
    fields = _fields({kind.key: str(kind) for kind in GrantKind.objects.all()})
    return Sheet("ledger", fields, _plain(rows), gettext_lazy("Ledger"), about)


def _plain(rows: Iterable[tuple[str, LedgerRow]]) -> Iterator[Sequence[object]]:
    for what, row in rows:
        at: datetime = row.at
        handed = row.payout.state if isinstance(row, Grant) else None
        ids = (row.contact_id or None, row.call_id or None)
        who = row.agent_name or str(row.agent)
        yield (
            str(row.pk),
            at,
            row.kind.key,
            what,
            Money(row.amount_minor, row.currency).amount,
            row.currency,
            who,
            *ids,
            handed,
        )
