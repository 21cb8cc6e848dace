"""A table as a reader sees it: columns that sort by link, cells with interval and n, and an empty state."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["start", "end"]


@dataclass(frozen=True)
class Column:
    """One column. `key` names it in the address when it can be sorted."""

    key: str
    label: str
    align: Align = "start"
    sortable: bool = False
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell; texts are formatted already. An empty `text` is drawn as a dash, with `reason` beside it."""

    text: str
    sub: str = ""
    """Smaller, after the text: an interval, an n."""
    href: str = ""
    reason: str = ""
    tone: Literal["", "good", "warn", "bad", "quiet"] = ""
    icon: str = ""
    icon_words: str = ""
    """What the icon says, for who cannot see it; empty where it is decoration."""


@dataclass(frozen=True)
class Row:
    """One row; the cells stand in the order of the columns, the first one is the row's heading."""

    cells: Sequence[Cell]
    current: bool = False


@dataclass(frozen=True)
class Empty:
    """What stands where there is nothing: why, and the next step."""

    title: str
    text: str = ""
    href: str = ""
    action: str = ""
    icon: str = "inbox"


@dataclass(frozen=True)
class Table:
    """A table. `sorted_by` is a column's key, with a minus before it for descending."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row] = field(default=())
    sorted_by: str = ""
    sort_param: str = "sort"
    empty: Empty | None = None
    exports: Sequence[tuple[str, str]] = ()
    """`(label, address)` of downloads."""
    note: str = ""
    caption_hidden: bool = False
    cards: bool = True
    """Whether its rows become cards on a phone; a table of a few narrow columns stays one."""

    def headings(self) -> list["Heading"]:
        """The columns with what a click on each would do."""
        return [
            Heading(column, self._direction(column), self._next(column)) for column in self.columns
        ]

    def _direction(self, column: Column) -> str:
        if self.sorted_by.lstrip("-") != column.key:
            return ""
        return "descending" if self.sorted_by.startswith("-") else "ascending"

    def _next(self, column: Column) -> str:
        # Figures are first wanted from the largest down, names from A to Z; a second click turns it round.
        first = f"-{column.key}" if column.align == "end" else column.key
        other = column.key if first.startswith("-") else f"-{column.key}"
        return other if self.sorted_by == first else first


@dataclass(frozen=True)
class Heading:
    """A column's head: how it is sorted now, and the value that its link carries."""

    column: Column
    direction: str
    next: str
