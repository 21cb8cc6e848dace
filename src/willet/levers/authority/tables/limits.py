"""Limits, their history, and kinds of grants as tables."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.levers.authority.domain.amounts import share_words
from willet.levers.authority.models import GrantKind, GrantLimit
from willet.levers.authority.tables.own import local
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.money import money_words
from willet.ui.zones import centre_zone


def limits_table(limits: Iterable[GrantLimit]) -> Table:
    """Limits in force, and changes that wait for a second person."""
    return Table(
        caption=_("Grant limits"),
        columns=[Column("holder", _("Whose")), Column("kind", _("Kind of grant")), *_bounds()],
        rows=[
            Row(
                [
                    Cell(limit.holder, href=reverse("authority:limit", args=[limit.pk])),
                    Cell(str(limit.kind)),
                    *_bound_cells(limit),
                    _state_cell(limit),
                ]
            )
            for limit in limits
        ],
        empty=Empty(_("No limit yet"), _("Without a limit nobody grants anything.")),
        caption_hidden=True,
    )


def history_table(limits: Iterable[GrantLimit]) -> Table:
    """Every wording of one limit, the newest first."""
    return Table(
        caption=_("History"),
        columns=[
            Column("from", by_clock(_("From"), centre_zone().key)),
            Column("until", by_clock(_("Until"), centre_zone().key)),
            *_bounds(),
            Column("by", _("By")),
            Column("why", _("Reason")),
        ],
        rows=[_history_row(limit) for limit in limits],
    )


def _history_row(limit: GrantLimit) -> Row:
    people = [str(one) for one in (limit.proposed_by, limit.settled_by) if one]
    holds = limit.state == GrantLimit.State.HOLDS and limit.settled_at
    return Row(
        [
            Cell(local(limit.settled_at) if holds else "", reason=str(_state(limit))),
            Cell(local(limit.replaced_at) if limit.replaced_at else "", reason=_("open")),
            *_bound_cells(limit),
            _state_cell(limit),
            Cell(", ".join(dict.fromkeys(people))),
            Cell(limit.reason),
        ]
    )


def _bounds() -> list[Column]:
    return [
        Column("event", _("At most at once"), "end"),
        Column("share", _("Highest percentage"), "end"),
        Column("customer", _("Per customer and month"), "end"),
        Column("month", _("Per agent and month"), "end"),
        Column("state", _("State")),
    ]


def _bound_cells(limit: GrantLimit) -> list[Cell]:
    none = _("no limit")
    return [
        Cell(money_words(limit.per_event_minor, limit.currency)),
        Cell(share_words(limit.share_bp), reason=_("an amount")),
        Cell(money_words(limit.per_customer_minor, limit.currency), reason=none),
        Cell(money_words(limit.per_agent_minor, limit.currency), reason=none),
    ]


def _state(limit: GrantLimit) -> object:
    return GrantLimit.State(limit.state).label


def _state_cell(limit: GrantLimit) -> Cell:
    if limit.replaced_at is not None:
        return Cell(_("replaced"), tone="quiet")
    return Cell(str(_state(limit)), tone="warn" if limit.state == GrantLimit.State.WAITING else "")


def kinds_table(kinds: Iterable[GrantKind], *, may: bool) -> Table:
    """The kinds of grants."""
    return Table(
        caption=_("Kinds of grants"),
        columns=[
            Column("name", _("Name")),
            Column("key", _("Key")),
            Column("measure", _("Granted as")),
            Column("within", _("Seconds to decide a request"), "end"),
            Column("active", _("State")),
        ],
        rows=[
            Row(
                [
                    Cell(str(kind), href=reverse("authority:kind", args=[kind.pk]) if may else ""),
                    Cell(kind.key),
                    Cell(str(kind.get_measure_display())),
                    Cell(formats.number(kind.decide_within_s)),
                    Cell(_("can be granted") if kind.is_active else _("closed")),
                ]
            )
            for kind in kinds
        ],
        caption_hidden=True,
    )
