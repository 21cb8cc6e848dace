"""What was said about an outcome, as a table: the same on the page of a call and on that of a case."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from willet.calls.domain.listing import solved_cell
from willet.calls.domain.story import Judgement
from willet.figures.domain.words import value_words
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Row, Table


def each_once(statements: Sequence[Judgement]) -> list[Judgement]:
    """The statements without those that a record repeats: the same word of the same person, with no moment of its own.

    What an agent says at the desk often comes back with the record of the call. Each word with a moment stands for one
    of these at most: what the record alone tells stays.
    """
    timed = Counter((e.kind, e.resolved, e.cause, e.stated_by) for e in statements if e.stated_at)
    kept = []
    for one in statements:
        key = (one.kind, one.resolved, one.cause, one.stated_by)
        if one.stated_at is None and timed[key] > 0:
            timed[key] -= 1
            continue
        kept.append(one)
    return kept


def statements_table(
    statements: Sequence[Judgement],
    *,
    zone: ZoneInfo,
    name: Callable[[str], str],
    when: Callable[[datetime], str],
) -> Table:
    """Every statement; `name` and `when` write who gave it and at what moment of `zone`, where that is known."""
    return Table(
        caption=_("What was said about the outcome"),
        columns=[
            Column("kind", _("Evidence")),
            Column("resolved", _("Solved")),
            Column("cause", _("Why not")),
            Column("by", _("Said by")),
            Column("at", by_clock(_("When"), zone.key)),
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
            for e in each_once(statements)
        ],
    )
