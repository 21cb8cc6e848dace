"""Calls as a reader sees them in a list, and as a file."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.calls.domain.calls import Call
from willet.core.metrics import holds
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.spreadsheets.columns import dimension
from willet.figures.domain.words import value_words, yes_or_no
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment of the lake (UTC, without zone) as the centre's clocks showed it."""
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def calls_table(
    calls: Iterable[Call],
    zone: ZoneInfo,
    *,
    sort: str = "",
    current: str = "",
    exports: Sequence[tuple[str, str]] = (),
    sortable: bool = True,
) -> Table:
    """Calls in a table; `current` is the call whose page it stands on."""
    return Table(
        caption=_("Calls"),
        columns=_columns(zone, sortable=sortable),
        rows=[_row(call, zone, current=call.contact_id == current) for call in calls],
        sorted_by=sort,
        empty=Empty(
            _("No calls here"),
            _("Nothing in this selection. Choose a longer period or fewer filters."),
        ),
        exports=exports,
        caption_hidden=True,
    )


def _columns(zone: ZoneInfo, *, sortable: bool) -> list[Column]:
    return [
        Column("arrived", by_clock(_("Arrived"), zone.key), sortable=sortable),
        Column("queue", _("Queue"), sortable=sortable),
        Column("agent", _("Agent"), sortable=sortable),
        Column("topic", _("Topic"), sortable=sortable),
        Column("wait", _("Waited"), "end", sortable=sortable),
        Column("talk", _("Talked"), "end", sortable=sortable),
        Column("outcome", _("Outcome"), sortable=sortable),
        Column("resolved", _("Solved")),
    ]


def _row(call: Call, zone: ZoneInfo, *, current: bool) -> Row:
    arrived = local(call.arrived_at, zone)
    address = reverse("calls:call", args=[call.contact_id])
    return Row(
        [
            Cell(f"{formats.date(arrived)}, {formats.clock(arrived)}", href=address),
            Cell(value_words("queue", call.queue)),
            Cell(
                value_words("agent", call.agent),
                reason=_("no agent took it") if _unanswered(call) else "",
            ),
            Cell(value_words("topic", call.topic)),
            Cell("" if call.wait_s is None else formats.duration(call.wait_s)),
            Cell("" if call.talk_s is None else formats.duration(call.talk_s)),
            Cell(value_words("outcome", call.outcome)),
            solved_cell(call.resolved),
        ],
        current=current,
    )


def _unanswered(call: Call) -> bool:
    return holds("handled", outcome=call.outcome) is False


def solved_cell(resolved: bool | None) -> Cell:
    """A judgement as a cell: a word, a sign and a colour, never the colour alone."""
    if resolved is None:
        return Cell("", reason=_("nobody said"))
    tone, icon = ("good", "check") if resolved else ("bad", "cross")
    return Cell(yes_or_no(resolved), tone="good" if tone == "good" else "bad", icon=icon)


SHEET_FIELDS = (
    SheetField("contact_id", words=gettext_lazy("Contact number")),
    SheetField("arrived_local", ColumnKind.MOMENT, gettext_lazy("Arrived")),
    *map(
        dimension,
        ("queue", "agent", "team", "topic", "channel", "direction", "language", "outcome"),
    ),
    SheetField("wait_s", ColumnKind.SECONDS, gettext_lazy("Waited (seconds)")),
    SheetField("ring_s", ColumnKind.SECONDS, gettext_lazy("Rang (seconds)")),
    SheetField("talk_s", ColumnKind.SECONDS, gettext_lazy("Talked (seconds)")),
    SheetField("hold_s", ColumnKind.SECONDS, gettext_lazy("On hold (seconds)")),
    SheetField("acw_s", ColumnKind.SECONDS, gettext_lazy("After-call work (seconds)")),
    SheetField("transfers", ColumnKind.COUNT, gettext_lazy("Transfers")),
    SheetField(
        "disposition",
        words=gettext_lazy("Disposition"),
        in_words=partial(value_words, "disposition"),
    ),
    SheetField("resolved", words=gettext_lazy("Solved")),
    SheetField(
        "cause", words=gettext_lazy("Why not solved"), in_words=partial(value_words, "cause")
    ),
    SheetField("customer", words=gettext_lazy("Customer (short name)")),
)
"""The columns of an exported list, named as the lake names them; the customer is a keyed short name."""


def calls_sheet(calls: Iterable[Call], zone: ZoneInfo) -> Sheet:
    """Calls as a file, with the values as the lake has them."""
    rows = (_values(call, zone) for call in calls)
    return Sheet("calls", SHEET_FIELDS, rows, gettext_lazy("Calls"))


def _values(call: Call, zone: ZoneInfo) -> Sequence[object]:
    plain = [f.heading for f in SHEET_FIELDS]
    known: dict[str, object] = {name: getattr(call, name) for name in plain if hasattr(call, name)}
    known["arrived_local"] = local(call.arrived_at, zone)
    return [known[name] for name in plain]
