"""What happened while reading that the reader of the report should know, counted and put in words."""

from collections import Counter
from dataclasses import dataclass, field

from willet.core.records import Told, counted, saying
from willet.core.sources.table.fields import Kind
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.slots import Slot

KEPT_OUT = counted("rows_kept_out", "%(n)s row kept out: %(why)s", "%(n)s rows kept out: %(why)s")
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
UNUSED = saying("columns_unused", "columns that the mapping does not use: %(columns)s")
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
    fallback_lines: int = 0
    first_fallback: str = ""
    repeated_hours: int = 0
    unused: dict[str, None] = field(default_factory=dict)
    differing: int = 0

    def notes(self, mapping: TableMapping, zone: str) -> list[Told]:
        """The notes of the report, the weightiest first."""
        notes = [_unknown(slot, n) for slot, n in self.unknown.items() if n]
        notes += [
            KEPT_OUT(n=n, why=mapping.drops[number].why)
            for number, n in sorted(self.dropped.items())
            if n
        ]
        if self.differing:
            notes.append(DIFFERING(n=self.differing))
        return [*notes, *self._of_the_text(zone), *_assumed(mapping)]

    def _of_the_text(self, zone: str) -> list[Told]:
        notes = []
        if self.repeated_hours:
            notes.append(TWICE(n=self.repeated_hours, zone=zone))
        if self.fallback_lines:
            notes.append(OTHER_ENCODING(n=self.fallback_lines, first=self.first_fallback))
        if self.unused:
            notes.append(UNUSED(columns=", ".join(self.unused)))
        return notes


def _unknown(slot: Slot, count: int) -> Told:
    if slot.rule.wrong == "keep":
        return CUT_BUT_KEPT(n=count, column=slot.column)
    told = WITHOUT_IDENTITY if slot.field.kind is Kind.PERSON else AS_UNKNOWN
    return told(n=count, column=slot.column, meaning=slot.meaning)


def _assumed(mapping: TableMapping) -> list[Told]:
    return [] if "direction" in mapping.rules else [INBOUND()]
