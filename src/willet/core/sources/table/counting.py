"""What happened while reading that the reader of the report should know, counted and put in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from willet.core.records import Message, counted, saying
from willet.core.sources.table.day_orders import DayOrders
from willet.core.sources.table.fields import Kind
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.steps import HEADERS, TOTALS

KEPT_OUT = counted("rows_kept_out", "%(n)s row kept out: %(why)s", "%(n)s rows kept out: %(why)s")
SUMS = counted(
    "rows_of_sums",
    "%(n)s row kept out: it begins with a word such as Total and sums other rows up",
    "%(n)s rows kept out: they begin with a word such as Total and sum other rows up",
)
HEADINGS = counted(
    "rows_of_headings",
    "%(n)s row kept out: it repeats the names of the columns",
    "%(n)s rows kept out: they repeat the names of the columns",
)
SHORT = counted(
    "rows_short",
    "%(n)s row ends before the last columns; they are taken as blank",
    "%(n)s rows end before the last columns; these are taken as blank",
)
OWN_DROPS = {TOTALS: SUMS, HEADERS: HEADINGS}
"""What is said of rows that are kept out though no rule of a mapping says so."""
GROUPED = counted(
    "values_grouped",
    "%(n)s value of %(column)s is taken as thousands, such as %(shown)s; if that sign parts decimals, say "
    "`decimal` in the mapping",
    "%(n)s values of %(column)s are taken as thousands, such as %(shown)s; if that sign parts decimals, say "
    "`decimal` in the mapping",
)
MORE_UNANSWERED = counted(
    "offers_fewer",
    "%(n)s contact has more unanswered offers than offers; both are kept as unknown",
    "%(n)s contacts have more unanswered offers than offers; both are kept as unknown",
)
DIFFERING = counted(
    "ids_differ",
    "%(n)s contact id stands on rows that differ; the newest revised_at of each is taken",
    "%(n)s contact ids stand on rows that differ; the newest revised_at of each is taken",
)
TWICE = counted(
    "rows_time_twice",
    "%(n)s row with a local time that came twice in %(zone)s; the first was taken "
    "(clock_note = repeated_hour)",
    "%(n)s rows with a local time that came twice in %(zone)s; the first was taken "
    "(clock_note = repeated_hour)",
)
OTHER_ENCODING = counted(
    "lines_not_utf8",
    "%(n)s line is not UTF-8 and read as Windows-1252, the first at %(first)s; if names look wrong, "
    "say `encoding` in the mapping",
    "%(n)s lines are not UTF-8 and read as Windows-1252, the first at %(first)s; if names look wrong, "
    "say `encoding` in the mapping",
)
CALLED = counted(
    "legs_of_a_call",
    "%(n)s contact stands on several rows that follow one another and is one call of several legs; if each row "
    'is a contact of its own, write rows = "contacts" in the mapping',
    "%(n)s contacts stand on several rows that follow one another and are calls of several legs; if each row is "
    'a contact of its own, write rows = "contacts" in the mapping',
)
LEGS = counted(
    "legs_as_told",
    "%(n)s contact is a call of several legs",
    "%(n)s contacts are calls of several legs",
)
OTHER_DAYS = counted(
    "ids_of_other_days",
    "%(n)s contact id stands on rows of another day too, and one contact is kept of it; if ids start again, "
    'make them of the day and the id: from = ["Day", "Id"]',
    "%(n)s contact ids stand on rows of another day too, and one contact is kept of each; if ids start again, "
    'make them of the day and the id: from = ["Day", "Id"]',
)
SHEETS = counted(
    "sheets_not_read",
    "%(n)s further sheet of %(file)s is not read: %(sheets)s. `sheet` in the mapping names the one that is",
    "%(n)s further sheets of %(file)s are not read: %(sheets)s. `sheet` in the mapping names the one that is",
)
UNUSED = saying("columns_unused", "columns that the mapping does not use: %(columns)s")
MOST_NAMED = 20
"""Of more columns than this that are not used only so many are named: an export may have a thousand."""
MANY_UNUSED = counted(
    "columns_many_unused",
    "%(n)s column is not used, among them %(columns)s",
    "%(n)s columns are not used, among them %(columns)s",
)
INBOUND = saying(
    "direction_assumed",
    "the mapping says nothing of direction: every contact is taken as inbound",
)
CUT_BUT_KEPT = counted(
    "values_cut_kept",
    "%(n)s value of %(column)s lost digits in a spreadsheet and is kept all the same",
    "%(n)s values of %(column)s lost digits in a spreadsheet and are kept all the same",
)
WITHOUT_IDENTITY = counted(
    "values_without_identity",
    "%(n)s value of %(column)s could not be read and is left without that identity: %(meaning)s",
    "%(n)s values of %(column)s could not be read and are left without that identity: %(meaning)s",
)
AS_UNKNOWN = counted(
    "values_unknown",
    "%(n)s value of %(column)s could not be read and is kept as unknown: %(meaning)s",
    "%(n)s values of %(column)s could not be read and are kept as unknown: %(meaning)s",
)


@dataclass(slots=True)
class Tally:
    """Counts over all files of one import."""

    dropped: Counter[int] = field(default_factory=Counter)
    unknown: Counter[Slot] = field(default_factory=Counter)
    orders: dict[str, DayOrders] = field(default_factory=dict)
    grouped: Counter[Slot] = field(default_factory=Counter)
    shown_grouped: dict[Slot, str] = field(default_factory=dict)
    more_unanswered: int = 0
    short_rows: int = 0
    fallback_lines: int = 0
    first_fallback: str = ""
    repeated_hours: int = 0
    sheets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """File -> its sheets beside the first, where the mapping names none."""
    unused: dict[str, None] = field(default_factory=dict)
    differing: int = 0
    other_days: int = 0
    called: int = 0

    def count_orders(self, by_name: Mapping[str, DayOrders]) -> None:
        """Count what a batch shows of the order of day and month, by column."""
        for column, orders in by_name.items():
            self.orders.setdefault(column, DayOrders()).add(orders)

    def count_grouped(self, slot: Slot, count: int, shown: str | None) -> None:
        """Count values read as thousands, and keep one to be shown, the same in whatever order they come."""
        if count and shown:
            self.grouped[slot] += count
            self.shown_grouped[slot] = min(shown, self.shown_grouped.get(slot, shown))

    def notes(self, mapping: TableMapping, zone: str) -> list[Message]:
        """The notes of the report, the weightiest first."""
        notes = [note for column, result in self.orders.items() for note in result.notes(column)]
        notes += [_unknown(slot, n) for slot, n in self.unknown.items() if n]
        notes += [
            OWN_DROPS[number](n=n) if number < 0 else KEPT_OUT(n=n, why=mapping.drops[number].why)
            for number, n in sorted(self.dropped.items())
            if n
        ]
        notes += [
            SHEETS(n=len(names), file=file, sheets=", ".join(names))
            for file, names in self.sheets.items()
        ]
        notes += self._of_the_values()
        notes += self._of_the_ids(mapping)
        return [*notes, *self._of_the_text(zone), *_assumed(mapping)]

    def _of_the_ids(self, mapping: TableMapping) -> list[Message]:
        called = LEGS if mapping.row == "legs" else CALLED
        result = ((OTHER_DAYS, self.other_days), (called, self.called), (DIFFERING, self.differing))
        return [note(n=n) for note, n in result if n]

    def _of_the_values(self) -> list[Message]:
        notes = [
            GROUPED(n=n, column=slot.column, shown=self.shown_grouped[slot])
            for slot, n in self.grouped.items()
            if n
        ]
        if self.more_unanswered:
            notes.append(MORE_UNANSWERED(n=self.more_unanswered))
        return notes

    def _of_the_text(self, zone: str) -> list[Message]:
        notes = []
        if self.repeated_hours:
            notes.append(TWICE(n=self.repeated_hours, zone=zone))
        if self.short_rows:
            notes.append(SHORT(n=self.short_rows))
        if self.fallback_lines:
            notes.append(OTHER_ENCODING(n=self.fallback_lines, first=self.first_fallback))
        if self.unused:
            notes.append(_unused(list(self.unused)))
        return notes


def _unknown(slot: Slot, count: int) -> Message:
    if slot.rule.wrong == "keep":
        return CUT_BUT_KEPT(n=count, column=slot.column)
    given = WITHOUT_IDENTITY if slot.field.kind is Kind.PERSON else AS_UNKNOWN
    return given(n=count, column=slot.column, meaning=slot.meaning)


def _assumed(mapping: TableMapping) -> list[Message]:
    return [] if "direction" in mapping.rules else [INBOUND()]


def _unused(columns: Sequence[str]) -> Message:
    named = ", ".join(columns[:MOST_NAMED])
    return (
        MANY_UNUSED(n=len(columns), columns=named)
        if len(columns) > MOST_NAMED
        else UNUSED(columns=named)
    )
