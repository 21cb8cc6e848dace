"""The comparison in the reader's language: a table with raw, expected and adjusted shares, and who differs."""

from collections.abc import Mapping, Sequence
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.cases.comparing import FAR, USUAL, Compared
from willet.figures.domain.dimensions import LABELS
from willet.figures.domain.splits import TITLES
from willet.figures.domain.words import value_words
from willet.resolution.comparison.funnel import plus_minus
from willet.resolution.comparison.query import Compare
from willet.ui import formats
from willet.ui.components import Cell, Choice, Column, Empty, FilterBar, Option, Row, Table

BY_FIELD = "by"
COLUMNS = 9
_STANDS: Mapping[str | None, str | Promise] = {
    "above": gettext_lazy("above what chance explains"),
    "below": gettext_lazy("below what chance explains"),
    None: gettext_lazy("within chance"),
}
_UNRANKED: Mapping[str, str | Promise] = {
    "few": gettext_lazy("too few contacts to rank"),
    "alone": gettext_lazy("hardly anybody else does such work"),
}


def by_bar(compare: Compare, *, agents: bool) -> FilterBar:
    """The choice between agents and teams; what the filters chose stays."""
    names = ("agent", "team") if agents else ("team",)
    options = [Option(name, str(TITLES[name])) for name in names]
    return FilterBar(
        [Choice(BY_FIELD, _("Compare"), options, compare.by)],
        kept=list(compare.selection.pairs()),
        label=_("Compare"),
    )


def compared_table(compare: Compare, exports: Sequence[tuple[str, str]] = ()) -> Table:
    """Every name the reader may see: worst adjusted share first, names with too few contacts last."""
    return Table(
        caption=str(TITLES[compare.by]),
        columns=[
            Column("name", str(LABELS[compare.by])),
            Column("adjusted", _("Adjusted share"), "end"),
            Column("raw", _("Raw share"), "end"),
            Column("expected", _("Expected of this mix"), "end"),
            Column("difference", _("Difference from expected"), "end"),
            Column("n", _("Handled contacts"), "end"),
            Column("limits", _("Limits (95%)"), "end"),
            Column("wide", _("Limits (99.8%)"), "end"),
            Column("stands", _("Differs")),
        ],
        rows=[
            *map(_row, _worst_first(compare.rows)),
            *(_closed(*item) for item in sorted(compare.closed.items())),
        ],
        empty=Empty(_("Nobody to compare"), _nothing(compare), icon="info"),
        exports=exports,
        note=_note(compare),
    )


def _worst_first(rows: Sequence[Compared]) -> list[Compared]:
    """The ranked names turned round; those without a rank stay at the end."""
    ranked = [row for row in rows if row.ranked]
    return [*reversed(ranked), *(row for row in rows if not row.ranked)]


def _row(row: Compared) -> Row:
    tone: Literal["", "quiet"] = "" if row.ranked else "quiet"
    return Row(
        [
            Cell(value_words("agent", row.name), tone=tone),
            _adjusted(row),
            Cell(formats.percent(row.raw), tone=tone),
            Cell(formats.percent(row.expected), tone=tone),
            Cell(formats.points(row.difference), tone=tone),
            Cell(formats.number(row.n)),
            _limit(row, USUAL),
            _limit(row, FAR),
            _stands(row),
        ]
    )


def _closed(name: str, why: str) -> Row:
    """A team without its figures."""
    return Row([Cell(name, tone="quiet"), *(Cell("", reason=why) for _n in range(COLUMNS - 1))])


def _adjusted(row: Compared) -> Cell:
    if row.unranked == "alone":
        return Cell("", reason=str(_UNRANKED["alone"]))
    span = formats.interval(row.low, row.high, "share")
    return Cell(formats.percent(row.adjusted), sub=span, tone="" if row.ranked else "quiet")


def _limit(row: Compared, confidence: float) -> Cell:
    if row.unranked == "alone":
        return Cell("", reason=str(_UNRANKED["alone"]))
    return Cell(plus_minus(row.limit(confidence)), tone="quiet")


def _stands(row: Compared) -> Cell:
    """How a name lies to the limits: words and a sign, never the colour alone."""
    if row.unranked is not None:
        return Cell("", reason=str(_UNRANKED[row.unranked]))
    words = str(_STANDS[row.stands_out])
    if row.stands_out == "above":
        return Cell(words, tone="good", icon="better")
    return Cell(words, tone="bad", icon="worse") if row.stands_out == "below" else Cell(words)


def stands_words(code: str) -> str:
    """How a name lies to the limits, or why it is not ranked, by its code in a file; a sentence stays as it is."""
    known = {
        **_UNRANKED,
        "above": _STANDS["above"],
        "below": _STANDS["below"],
        "within": _STANDS[None],
    }
    return str(known.get(code, code))


def _nothing(compare: Compare) -> str:
    if compare.hidden and compare.whole.rows:
        return _("No figures under a name that you may see. Your profile says which name is yours.")
    return _(
        "Nobody here has a handled contact whose window has passed and of which it is known how it went. "
        "Choose an earlier or longer period, or fewer filters."
    )


def _note(compare: Compare) -> str:
    sentence = _(
        "Names with fewer than %(fewest)s contacts are grey and take no part in the ranking."
    )
    note = sentence % {"fewest": formats.number(compare.whole.smallest_n)}
    narrowed = _("You see the names open to your role.")
    return f"{note} {narrowed}" if compare.hidden else note
