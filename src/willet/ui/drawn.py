"""What the page of a request drew: its tables in their order, each to be handed on as a file, and its filters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from willet.ui.carried import Carried
from willet.ui.components.filters import FilterBar
from willet.ui.components.tables import Table

FileLinks = Callable[[int], Sequence[tuple[str, str]]]
"""The place of a table on its page -> `(label, address)` of the files it is offered as."""
MOST = 10_000
"""Rows of a list that a file holds; a page shows a few at a time."""


@dataclass
class DrawnTables:
    """What one page drew, and how each table is offered."""

    links: FileLinks
    whole: bool = False
    """Whether a file is asked for: lists are drawn whole then."""
    tables: list[Table] = field(default_factory=list)
    bars: list[FilterBar] = field(default_factory=list)
    """Filters of the page's own, beside those that its period stands among."""


_drawn = Carried[DrawnTables]()


def watch(request: HttpRequest, links: FileLinks, *, whole: bool) -> DrawnTables:
    """Remember from now on what the page of this request draws."""
    _drawn[request] = DrawnTables(links, whole)
    return _drawn[request]


def draw(request: HttpRequest | None, table: Table) -> Sequence[tuple[str, str]]:
    """Remember a table; give the files it is offered as: its own, else those of what it shows."""
    page = _drawn.get(request) if request is not None else None
    if page is None:
        return table.exports
    page.tables.append(table)
    return table.exports or (page.links(len(page.tables) - 1) if table.rows else ())


def per_page(request: HttpRequest, usual: int) -> int:
    """How many rows of a list are drawn: the usual number, or all that a file holds."""
    page = _drawn.get(request)
    return MOST if page is not None and page.whole else usual


def draw_bar(request: HttpRequest | None, bar: FilterBar) -> None:
    """Remember filters that a page drew."""
    page = _drawn.get(request) if request is not None else None
    if page is not None:
        page.bars.append(bar)


def chosen_in_bars(request: HttpRequest) -> list[tuple[str, str]]:
    """What stands chosen in the filters that the page drew, as pairs of label and words."""
    page = _drawn.get(request)
    return [pair for bar in page.bars for pair in bar.chosen] if page is not None else []
