"""The filters of a page: a form that changes the address, and works without a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from willet.ui import formats


@dataclass(frozen=True)
class Option:
    """One choice of a list."""

    value: str
    label: str


@dataclass(frozen=True)
class Choice:
    """A list to choose from; an empty value means no restriction."""

    name: str
    label: str
    options: Sequence[Option]
    selected: str = ""
    kind: ClassVar[str] = "choice"

    @property
    def words(self) -> str:
        """What stands chosen, in words; nothing where nothing is restricted."""
        labels = {option.value: option.label for option in self.options}
        return labels.get(self.selected, self.selected) if self.selected else ""


@dataclass(frozen=True)
class DayField:
    """A day to choose, with the days between which it makes sense."""

    name: str
    label: str
    value: date | None = None
    first: date | None = None
    last: date | None = None
    kind: ClassVar[str] = "day"

    @property
    def words(self) -> str:
        """The day in words; nothing where none is chosen."""
        return formats.date(self.value) if self.value else ""


@dataclass(frozen=True)
class NumberField:
    """A whole number to type, with the values that are usual offered to choose from."""

    name: str
    label: str
    value: int
    low: int
    high: int
    usual: Sequence[int] = ()
    kind: ClassVar[str] = "number"

    @property
    def words(self) -> str:
        """The number as the reader writes it."""
        return formats.number(self.value)


@dataclass(frozen=True)
class TextField:
    """Letters to look for; empty means no restriction."""

    name: str
    label: str
    value: str = ""
    kind: ClassVar[str] = "text"

    @property
    def words(self) -> str:
        """The letters, as they were typed."""
        return self.value


@dataclass(frozen=True)
class FilterBar:
    """Filters in a row. `kept` are values of the address that a change of filter keeps."""

    fields: Sequence[Choice | DayField | NumberField | TextField]
    more: Sequence[Choice] = ()
    """Lists that are folded up until one of them restricts something."""
    kept: Sequence[tuple[str, str]] = ()
    action: str = ""
    reset: str = ""
    """The address without any filter; empty where nothing is filtered."""
    label: str = ""
    """What the bar is called where a page has several; else it is the page's filters."""
    notes: Sequence[str] = ()
    """What to know about what was chosen."""

    @property
    def is_unfolded(self) -> bool:
        """Whether the lists that are folded up at first are shown at once."""
        return any(choice.selected for choice in self.more)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """What stands chosen, as pairs of label and words: for the paper and the files of its page."""
        return [(each.label, each.words) for each in (*self.fields, *self.more) if each.words]


@dataclass(frozen=True)
class Turn:
    """A choice that is a link: where it leads, and whether it is the one that stands."""

    label: str
    address: str
    current: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter that holds, e.g. `Queue: Billing`, and the address without it."""

    label: str
    without: str


@dataclass(frozen=True)
class PageBar:
    """What a page is narrowed to, in one row: a period, the filters that hold, and more of the page's own folded up.

    Every part works without a script: presets and chips are links, the rest are forms behind a summary.
    """

    period: str
    """The period in a word, on its button."""
    presets: Sequence[Turn]
    days: FilterBar
    """The two ends of a period of one's own."""
    dates: str = ""
    """From which day to which, beside that word."""
    chips: Sequence[Chip] = ()
    add: FilterBar | None = None
    """The lists to filter by; None where nothing can be chosen."""
    against: Sequence[Turn] = ()
    """What the period can be compared with; empty where the page compares with nothing."""
    more: Sequence[FilterBar] = ()
    """What else the page lets choose, each folded up under its label."""
    reset: str = ""
    """The address without any filter; empty where nothing is filtered."""

    @property
    def notes(self) -> list[str]:
        """What to know about what was chosen; it stands open beneath the row."""
        return [note for bar in self.more for note in bar.notes]
