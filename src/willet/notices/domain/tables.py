"""Notices and inbox lines as tables."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.notices.domain.inbox import InboxItem
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


def _cells(notice: Notice, zone: ZoneInfo) -> list[Cell]:
    state = "" if notice.read_at else _("unread")
    return [
        Cell(str(notice), sub=state, href=reverse("notices:notice", args=[notice.pk])),
        Cell(str(kind_named(notice.kind).title)),
        Cell(formats.moment(notice.at.astimezone(zone))),
    ]


def inbox_table(items: Sequence[InboxItem], caption: str) -> Table:
    """One part of an inbox."""
    return Table(
        caption=caption,
        columns=[Column("text", _("What")), Column("kind", _("Kind")), Column("due", _("Due"))],
        rows=[
            Row([Cell(i.line.text, href=i.line.href), Cell(i.title), _due(i.due)]) for i in items
        ],
    )


def _due(due: date | datetime | None) -> Cell:
    if isinstance(due, datetime):
        return Cell(formats.moment(due))
    return Cell(formats.date(due) if due else "", reason=_("it may wait"))
