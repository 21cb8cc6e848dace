"""Entries as a table."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from willet.activity.domain.words import change_words, what_words, who_words
from willet.activity.models import ActivityEntry
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table


def entries_table(
    entries: Iterable[ActivityEntry], *, caption: str, kinds: Mapping[str, str] | None, empty: Empty
) -> Table:
    """One line per entry; without `kinds` all are of one thing, which is then not named."""
    columns = [
        Column("at", by_clock(_("When"))),
        Column("who", _("Who")),
        Column("act", _("Did")),
        *([Column("what", _("To what"))] if kinds is not None else []),
        Column("fields", _("From what to what")),
    ]
    rows = [Row(_cells(entry, kinds)) for entry in entries]
    return Table(caption=caption, columns=columns, rows=rows, empty=empty)


def _cells(entry: ActivityEntry, kinds: Mapping[str, str] | None) -> list[Cell]:
    what = [Cell(what_words(entry, kinds))] if kinds is not None else []
    return [
        Cell(f"{formats.date(entry.at)}, {formats.clock(entry.at)}"),
        Cell(who_words(entry)),
        Cell(entry.get_act_display()),
        *what,
        Cell(change_words(entry), reason=_("nothing more to tell")),
    ]
