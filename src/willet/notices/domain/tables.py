"""Notices and inbox lines as tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.notices.domain.inbox import InboxItem, fold
from willet.notices.domain.kinds import kind_named
from willet.notices.models import Notice
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table


def notices_table(notices: Iterable[Notice], zone: ZoneInfo) -> Table:
    """What a reader was told, on their clock; what is unread says so."""
    return Table(
        caption=_("Notices"),
        caption_hidden=True,
        columns=[Column("text", _("Notice")), Column("kind", _("Kind")), Column("at", _("When"))],
        rows=[Row(_cells(notice, zone)) for notice in notices],
        empty=Empty(
            _("Nothing was told to you yet"),
            _("When something happens that concerns you, it stands here."),
            icon="bell",
        ),
        note=_("Times are those of %(zone)s.") % {"zone": zone.key},
    )


@dataclass(frozen=True, slots=True)
class KindTurn:
    """A choice above the list: all notices, or those of one kind."""

    label: str
    address: str
    count: int
    current: bool


def kind_turns(counts: Mapping[str, int], kind: str) -> list[KindTurn]:
    """The kinds that a reader has, and all; nothing where there is only one to choose."""
    if len(counts) < 2:
        return []
    way, chosen = reverse("notices:list"), kind if kind in counts else ""
    turns = [KindTurn(_("All notices"), way, sum(counts.values()), not chosen)]
    for name, count in counts.items():
        address = f"{way}?{urlencode({'kind': name})}"
        turns.append(KindTurn(str(kind_named(name).title), address, count, name == chosen))
    return turns


def _cells(notice: Notice, zone: ZoneInfo) -> list[Cell]:
    state = "" if notice.read_at else _("unread")
    return [
        Cell(str(notice), sub=state, href=reverse("notices:notice", args=[notice.pk])),
        Cell(str(kind_named(notice.kind).title)),
        Cell(formats.moment(notice.at.astimezone(zone))),
    ]


@dataclass(frozen=True, slots=True)
class InboxPart:
    """One part of an inbox: what is seen at once, and the rest by kind."""

    table: Table
    folded: Sequence[tuple[str, Table]]
    """`(summary, table)` of the kinds with more lines than are seen at once."""


def inbox_part(items: Sequence[InboxItem], caption: str) -> InboxPart:
    """One part of an inbox as tables."""
    seen, beyond = fold(items)
    folded = [(_beyond(kind, own), _inbox_table(own, kind, True)) for kind, own in beyond.items()]
    return InboxPart(_inbox_table(seen, caption), folded)


def _beyond(kind: str, items: Sequence[InboxItem]) -> str:
    return _("%(count)s more: %(kind)s") % {"count": formats.number(len(items)), "kind": kind}


def _inbox_table(items: Sequence[InboxItem], caption: str, hidden: bool = False) -> Table:
    return Table(
        caption=caption,
        caption_hidden=hidden,
        columns=[Column("text", _("What")), Column("kind", _("Kind")), Column("due", _("Due"))],
        rows=[
            Row([Cell(i.line.text, href=i.line.href), Cell(i.title), _due(i.due)]) for i in items
        ],
    )


def _due(due: date | datetime | None) -> Cell:
    if isinstance(due, datetime):
        return Cell(formats.moment(due))
    return Cell(formats.date(due) if due else "", reason=_("it may wait"))
