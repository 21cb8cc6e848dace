"""What a figure is to reach, as whoever keeps goals says it: words on its tile, a line on its chart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from django.http import HttpRequest

from willet.figures.domain.selection import Selection
from willet.ui.components import Tile
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


def with_goal(tile: Tile, goal: GoalLine | None) -> Tile:
    """The tile with what its figure is to reach."""
    return tile if goal is None else replace(tile, goal=goal.words, goal_href=goal.href)


_beside: "WeakKeyDictionary[HttpRequest, tuple[Selection, GoalLines]]" = WeakKeyDictionary()


def goals_beside(request: HttpRequest, selection: Selection) -> GoalLines:
    """The goals of a selection, looked up once for all figures of a page."""
    known = _beside.get(request)
    if known is None or known[0] != selection:
        lines: dict[str, GoalLine] = {}
        for find in offers("panels", "GOAL_LINES"):
            lines |= find(request.user, selection)
        known = _beside[request] = (selection, lines)
    return known[1]
