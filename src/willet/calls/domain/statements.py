"""What was said about an outcome, as a table: the same on the page of a call and on that of a case."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from willet.calls.domain.listing import solved_cell
from willet.calls.domain.story import Judgement
from willet.figures.domain.words import value_words
from willet.ui.components import Cell, Column, Row, Table


def statements_table(
    statements: Sequence[Judgement],
    *,
    name: Callable[[str], str],
    when: Callable[[datetime], str],
) -> Table:
    """Every statement; `name` and `when` write who gave it and at what moment, where that is known."""
    return Table(
        caption=_("What was said about the outcome"),
        columns=[
            Column("kind", _("Evidence")),
            Column("resolved", _("Solved")),
            Column("cause", _("Why not")),
            Column("by", _("Said by")),
            Column("at", _("When")),
        ],
        rows=[
            Row(
                [
                    Cell(value_words("kind", e.kind)),
                    solved_cell(e.resolved),
                    Cell(value_words("cause", e.cause)),
                    Cell(name(e.stated_by) if e.stated_by else ""),
                    Cell(when(e.stated_at) if e.stated_at else ""),
                ]
            )
            for e in statements
        ],
    )
