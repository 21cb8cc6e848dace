"""What a figure is to reach, as whoever keeps goals says it: on its tile and chart, in its cell, and as a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.http import HttpRequest

from willet.figures.domain.selection import Selection
from willet.ui.carried import Carried
from willet.ui.components import Cell, Table, Tile
from willet.ui.offers import offers


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal beside its figure: where the line lies, in the metric's unit; what it says; the goal's page."""

    value: float
    words: str
    href: str


GoalLines: TypeAlias = Mapping[str, GoalLine]
"""Metric -> its goal."""
GoalFinder: TypeAlias = Callable[[Any, Selection], GoalLines]
"""The goals of exactly this selection that a reader may see. A room lists its own in `GOAL_LINES` of its panels."""


GoalRows: TypeAlias = Mapping[str | None, GoalLines]
"""The value of a line of a table -> metric -> its goal."""
RowFinder: TypeAlias = Callable[[Any, Selection, Sequence[str]], Mapping[str, GoalRows]]
"""Dimension -> the goals of each line of a table by it, of several looked up at once. A room lists its own in
`GOAL_ROWS` of its panels."""
TableMaker: TypeAlias = Callable[[Any], Table | None]
"""What a reader is to reach now, as a table; None for nothing. A room lists its own in `GOAL_TABLES` of its panels."""


def with_goal(tile: Tile, goal: GoalLine | None) -> Tile:
    """The tile with what its figure is to reach."""
    return tile if goal is None else replace(tile, goal=goal.words, goal_href=goal.href)


_beside = Carried[tuple[Selection, GoalLines]]()


def goals_beside(request: HttpRequest, selection: Selection) -> GoalLines:
    """The goals of a selection, looked up once for all figures of a page."""
    known = _beside.get(request)
    if known is None or known[0] != selection:
        known = _beside[request] = (selection, goals_of(request.user, selection))
    return known[1]


def goals_of(reader: Any, selection: Selection) -> GoalLines:
    """The goals of exactly this selection that a reader may see."""
    lines: dict[str, GoalLine] = {}
    for find in offers("panels", "GOAL_LINES"):
        lines |= find(reader, selection)
    return lines


def cell_with_goal(cell: Cell, goal: GoalLine | None) -> Cell:
    """The cell with what its figure is to reach, on a line of its own."""
    if goal is None or not cell.text:
        return cell
    return replace(cell, sub="\n".join(filter(None, [cell.sub, goal.words])))


def goals_of_rows(
    reader: Any, selection: Selection, tables: Sequence[str]
) -> Mapping[str, GoalRows]:
    """The goals of the lines of a page's tables, each by one dimension."""
    every: dict[str, GoalRows] = {by: {} for by in tables}
    for find in offers("panels", "GOAL_ROWS"):
        for by, rows in find(reader, selection, tables).items():
            every[by] = {**every[by], **rows}
    return every


def goal_tables(reader: Any) -> list[Table]:
    """What this reader is to reach now."""
    return [table for make in offers("panels", "GOAL_TABLES") if (table := make(reader))]
