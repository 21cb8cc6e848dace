"""One's own mandate and requests, and the requests that wait for a decision."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.levers.authority.domain.amounts import share_words
from willet.levers.authority.domain.calls import CallName
from willet.levers.authority.domain.mandates import Mandate
from willet.levers.authority.models import CouldNot, Deputy, Grant, GrantRequest, LedgerRow
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.money import money_words
from willet.ui.zones import centre_zone

Verdict = GrantRequest.Verdict
TONES = {Verdict.GRANTED: "good", Verdict.REFUSED: "bad", Verdict.TIMED_OUT: "warn"}


def mandate_table(mandates: Iterable[Mandate]) -> Table:
    """What somebody may grant now, a row per kind and currency."""
    return Table(
        caption=_("What I may grant"),
        columns=[
            Column("kind", _("Kind of grant")),
            Column("event", _("At most at once"), "end"),
            Column("share", _("Highest percentage"), "end"),
            Column("customer", _("Per customer and month"), "end"),
            Column("month", _("Per agent and month"), "end"),
            Column("left", _("Left this month"), "end"),
        ],
        rows=[_mandate_row(mandate) for mandate in mandates],
        empty=Empty(
            _("No limit yet"),
            _("A manager sets what you may grant. Until then everything is asked for."),
        ),
    )


def _mandate_row(mandate: Mandate) -> Row:
    limit, none = mandate.limit, _("no limit")
    left = None if mandate.left_of_month is None else max(0, mandate.left_of_month)
    return Row(
        [
            Cell(str(limit.kind)),
            Cell(money_words(limit.per_event_minor, limit.currency)),
            Cell(share_words(limit.share_bp), reason=_("an amount")),
            Cell(money_words(limit.per_customer_minor, limit.currency), reason=none),
            Cell(money_words(limit.per_agent_minor, limit.currency), reason=none),
            Cell(money_words(left, limit.currency), reason=none),
        ]
    )


def requests_table(requests: Iterable[GrantRequest], calls: Mapping[str, CallName]) -> Table:
    """One's own requests and what became of them."""
    return Table(
        caption=_("My requests"),
        columns=[
            Column("at", by_clock(_("When"), centre_zone().key)),
            Column("kind", _("Kind of grant")),
            Column("amount", _("Amount"), "end"),
            Column("contact", _("Contact")),
            Column("verdict", _("State")),
            Column("by", _("By")),
            Column("why", _("Why")),
        ],
        rows=[_request_row(request, calls) for request in requests],
        empty=Empty(_("No request yet"), _("What is over your limit you can ask for.")),
    )


def _request_row(request: GrantRequest, calls: Mapping[str, CallName]) -> Row:
    verdict = Verdict(request.verdict)
    tone = TONES.get(verdict, "")
    return Row(
        [
            Cell(local(request.at)),
            Cell(str(request.kind)),
            amount_cell(request),
            contact_cell(request, calls),
            Cell(str(verdict.label), tone=tone),  # type: ignore[arg-type]
            Cell(str(request.decided_by or ""), reason=_("not decided")),
            Cell(request.decision, reason=_("not decided")),
        ]
    )


def grants_table(grants: Iterable[Grant], calls: Mapping[str, CallName]) -> Table:
    """One's own grants of late, with how far each is on its way to the system that pays."""
    return Table(
        caption=_("What I granted"),
        columns=[
            Column("at", by_clock(_("When"), centre_zone().key)),
            Column("kind", _("Kind of grant")),
            Column("amount", _("Amount"), "end"),
            Column("contact", _("Contact")),
            Column("state", _("Handed on")),
        ],
        rows=[
            Row(
                [
                    Cell(local(grant.at)),
                    Cell(str(grant.kind)),
                    amount_cell(grant),
                    contact_cell(grant, calls),
                    handed_cell(grant),
                ]
            )
            for grant in grants
        ],
        empty=Empty(_("Nothing granted yet")),
    )


def not_allowed_table(rows: Iterable[CouldNot], calls: Mapping[str, CallName]) -> Table:
    """What one noted of late that one could not give."""
    return Table(
        caption=_("What I noted as not allowed"),
        columns=[
            Column("at", by_clock(_("When"), centre_zone().key)),
            Column("kind", _("Kind of grant")),
            Column("amount", _("Amount"), "end"),
            Column("contact", _("Contact")),
            Column("why", _("Reason")),
        ],
        rows=[
            Row(
                [
                    Cell(local(one.at)),
                    Cell(str(one.kind)),
                    amount_cell(one),
                    contact_cell(one, calls),
                    Cell(one.reason, reason=_("no reason given")),
                ]
            )
            for one in rows
        ],
        empty=Empty(_("Nothing noted yet")),
    )


def deputies_table(deputies: Iterable[Deputy]) -> Table:
    """Who decides in somebody's place."""
    return Table(
        caption=_("My deputies"),
        columns=[
            Column("deputy", _("Deputy")),
            Column("first", _("From")),
            Column("last", _("Until")),
        ],
        rows=[
            Row(
                [
                    Cell(
                        str(deputy.deputy),
                        href=reverse("authority:remove_deputy", args=[deputy.pk]),
                    ),
                    Cell(formats.date(deputy.first)),
                    Cell(formats.date(deputy.last) if deputy.last else "", reason=_("open")),
                ]
            )
            for deputy in deputies
        ],
        empty=Empty(_("No deputy yet"), _("Name who decides while you are away.")),
    )


def amount_cell(row: LedgerRow) -> Cell:
    """An amount, and of a percentage the percentage and what it was taken of."""
    sub = ""
    if row.share_bp is not None:
        base = money_words(row.base_minor, row.currency)
        sub = _("%(share)s of %(base)s") % {"share": share_words(row.share_bp), "base": base}
    return Cell(money_words(row.amount_minor, row.currency), sub)


def handed_cell(grant: Grant) -> Cell:
    """How far a grant is on its way to the system that pays, and what was said of that."""
    return Cell(str(grant.payout.get_state_display()), grant.payout.note)


def contact_cell(row: LedgerRow, calls: Mapping[str, CallName]) -> Cell:
    """The call of a row as `calls` has it, with the way to it; its moment where that is of another day than the row."""
    call = calls.get(str(row.pk))
    if call is None:
        return _unknown_call(row)
    href = reverse("calls:call", args=[call.contact_id])
    is_same_day = call.at.date() == row.at.astimezone(call.at.tzinfo).date()
    moment = formats.moment(call.at)
    return Cell(call.about or moment, moment if call.about and not is_same_day else "", href)


def _unknown_call(row: LedgerRow) -> Cell:
    """A call that the reader's records do not tell of: one written down by hand says why it is in no figure."""
    if row.contact_id:
        return Cell(_("Open the call"), href=reverse("calls:call", args=[row.contact_id]))
    if row.is_lone:
        return Cell("", reason=_("written down by hand, not in the call records: in no figure"))
    return Cell("", reason=_("no record of the call yet"))


def local(moment: object) -> str:
    """A moment by the centre's clock."""
    return formats.moment(moment.astimezone(centre_zone()))  # type: ignore[attr-defined]
