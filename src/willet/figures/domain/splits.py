"""The board's tables as a reader sees them, and as a file."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.metrics import AnswerRow, catalogue
from willet.figures.domain.dimensions import LABELS
from willet.figures.domain.exporting import Sheet, SheetField
from willet.figures.domain.goallines import GoalLines, GoalRows, cell_with_goal
from willet.figures.domain.links import calls_behind
from willet.figures.domain.outliers import FEWEST, Mark, level_of, mark_of
from willet.figures.domain.overview import SPLITS, Line, Overview, Split
from willet.figures.domain.selection import Selection
from willet.figures.domain.spreadsheets.columns import metric_fields, split_by
from willet.figures.domain.wording import cell_of, title
from willet.figures.domain.words import named
from willet.lists.domain.labels import known_labels
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.pieces import Pieces

TITLES: Mapping[str, str | Promise] = {
    "queue": gettext_lazy("By queue"),
    "team": gettext_lazy("By team"),
    "agent": gettext_lazy("By agent"),
    "topic": gettext_lazy("By topic"),
}
Marks = Mapping[tuple[str | None, str], Mark]
"""Which figures of a table stand out, by line and metric."""
NO_GOALS: GoalRows = {}
_ROWS: Pieces[Sequence[Row]] = Pieces()


def split_table(
    shown: Split,
    overview: Overview,
    *,
    sort: str,
    linked: bool,
    marks: Marks,
    exports: Sequence[tuple[str, str]] = (),
    goals: GoalRows = NO_GOALS,
) -> Table:
    """One table of the board; `linked` readers may open the calls behind each figure, and `marks` stand out.

    `goals` says what each line is to reach.
    """
    by = shown.by
    columns = [Column("name", str(LABELS[by]), sortable=True)]
    columns += [Column(name, title(name), "end", sortable=True) for name in SPLITS[by]]
    return Table(
        caption=str(TITLES[by]),
        columns=columns,
        rows=_rows(shown, overview.selection, marks, goals, linked=linked),
        sorted_by=sort or "name",
        sort_param=f"sort_{by}",
        empty=Empty(str(TITLES[by]), _nothing(shown), icon="info"),
        exports=exports,
        note=_note(shown),
    )


def marks_of(shown: Split) -> Marks:
    """The figures of a table that differ from the others by more than chance explains."""
    marks = {}
    for name in SPLITS[shown.by]:
        lines = [line for line in shown.lines if line.value is not None]
        level = level_of(line.cells.get(name) for line in lines)
        for line in lines:
            mark = mark_of(line.cells.get(name), level, direction=catalogue()[name].direction)
            if mark is not None:
                marks[line.value, name] = mark
    return marks


def line_name(line: Line, by: str) -> str:
    """What a line is called; cases that belong to no agent since nobody took their first call are named so."""
    if _nobody_took(line, by):
        return _("opened by a call nobody took")
    return named(by, line.value)


def _nobody_took(line: Line, by: str) -> bool:
    """Whether all of a line without a name is cases whose first call nobody answered."""
    taken = line.cells.get("answered")
    return by in {"team", "agent"} and line.value is None and taken is not None and not taken.value


def _rows(
    shown: Split, selection: Selection, marks: Marks, goals: GoalRows, *, linked: bool
) -> Sequence[Row]:
    """The rows of a table, of which a board has a hundred: those drawn last where nothing in them is another."""
    return _ROWS.drawn(
        (shown.by, selection.address()),
        (shown, selection, marks, goals, linked, known_labels()),
        lambda: [
            _row(line, shown.by, selection, marks, goals.get(line.value, {}), linked=linked)
            for line in shown.lines
        ],
    )


def _row(
    line: Line, by: str, selection: Selection, marks: Marks, goals: GoalLines, *, linked: bool
) -> Row:
    here = selection.narrowed(by, line.value)
    return Row(
        [
            Cell(line_name(line, by), tone="quiet" if line.value is None else ""),
            *(
                Cell("", reason=line.closed)
                if line.closed
                else cell_with_goal(
                    cell_of(
                        line.cells.get(name),
                        href=calls_behind(name, here) if linked else "",
                        quiet=_too_few(line.cells.get(name)),
                        mark=marks.get((line.value, name)),
                    ),
                    goals.get(name),
                )
                for name in SPLITS[by]
            ),
        ]
    )


def _too_few(row: AnswerRow | None) -> bool:
    return row is not None and row.unit != "count" and row.n < FEWEST


def _nothing(shown: Split) -> str:
    if shown.hidden:
        return _("No figures under a name that you may see. Your profile says which name is yours.")
    return _("Nothing in this selection. Choose a longer period or fewer filters.")


def _note(shown: Split) -> str:
    sentence = _(
        "Figures that rest on fewer than %(fewest)s items are grey and take no part in a ranking."
    )
    parts = [sentence % {"fewest": formats.number(FEWEST)}, _marks_words()]
    if any(_nobody_took(line, shown.by) for line in shown.lines):
        parts.append(_nobody_words())
    if shown.hidden:
        parts.append(_("You see the names open to your role."))
    return " ".join(parts)


def _marks_words() -> str:
    return _(
        "A marked figure differs from the others by more than chance explains, which happens by luck to one of "
        "five hundred."
    )


def _nobody_words() -> str:
    return _(
        "A case belongs to whoever took its first call. One that began with a call nobody took belongs to nobody and "
        "is less often solved, so all others lie above the figure of the whole."
    )


def split_sheet(shown: Split) -> Sheet:
    """One table of the board as a file: for each metric the value, the ends of its interval, and n.

    Where lines are closed to the reader a last column says why.
    """
    fields = [split_by(shown.by)]
    for name in SPLITS[shown.by]:
        fields += metric_fields(name)
    rows = [list(_values(line, shown.by)) for line in shown.lines]
    if any(line.closed for line in shown.lines):
        fields.append(SheetField("closed", words=_("Why it is closed")))
        rows = [[*row, line.closed or None] for row, line in zip(rows, shown.lines, strict=True)]
    return Sheet(f"by-{shown.by}", fields, rows, TITLES[shown.by])


def _yes_or_no(row: AnswerRow) -> str:
    """A word for a file of programs."""
    return "yes" if row.estimated else "no"


def _values(line: Line, by: str) -> Sequence[object]:
    metrics = (metric_values(name, line.cells.get(name)) for name in SPLITS[by])
    return [line.value, *(value for values in metrics for value in values)]


def metric_values(name: str, row: AnswerRow | None) -> list[object]:
    """One figure in the columns that `metric_fields` makes for it."""
    values: list[object] = [None if row is None else row.value]
    if catalogue()[name].unit != "count":
        values += [None] * 3 if row is None else [row.low, row.high, row.n]
    if catalogue()[name].settles is not None:
        values += [None] * 2 if row is None else [row.pending, _yes_or_no(row)]
    return values
