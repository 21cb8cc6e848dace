"""What happened while reading that the reader of the report should know, counted and put in words."""

from collections import Counter
from dataclasses import dataclass, field

from willet.core.sources.table.fields import Kind
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.slots import Slot


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

    def notes(self, mapping: TableMapping, zone: str) -> list[str]:
        """The notes of the report, the weightiest first."""
        notes = [_unknown(slot, n) for slot, n in self.unknown.items() if n]
        notes += [
            f"{_rows(n)} kept out: {mapping.drops[number].why}"
            for number, n in sorted(self.dropped.items())
            if n
        ]
        if self.differing:
            ids = (
                "1 contact id stands"
                if self.differing == 1
                else f"{self.differing:,} contact ids stand"
            )
            notes.append(f"{ids} on rows that differ; the newest revised_at of each is taken")
        return [*notes, *self._of_the_text(zone), *_assumed(mapping)]

    def _of_the_text(self, zone: str) -> list[str]:
        notes = []
        if self.repeated_hours:
            notes.append(
                f"{_rows(self.repeated_hours)} with a local time that came twice in {zone}; the first "
                "was taken (clock_note = repeated_hour)"
            )
        if self.fallback_lines:
            lines = (
                "1 line is" if self.fallback_lines == 1 else f"{self.fallback_lines:,} lines are"
            )
            notes.append(
                f"{lines} not UTF-8 and read as Windows-1252, the first "
                f"at {self.first_fallback}; if names look wrong, say `encoding` in the mapping"
            )
        if self.unused:
            notes.append(f"columns that the mapping does not use: {', '.join(self.unused)}")
        return notes


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _unknown(slot: Slot, count: int) -> str:
    values = "1 value" if count == 1 else f"{count:,} values"
    if slot.rule.wrong == "keep":
        return f"{values} of {slot.column} lost digits in a spreadsheet and are kept all the same"
    kept = "left without that identity" if slot.field.kind is Kind.PERSON else "kept as unknown"
    return f"{values} of {slot.column} could not be read and are {kept}: {slot.meaning}"


def _assumed(mapping: TableMapping) -> list[str]:
    if "direction" in mapping.rules:
        return []
    return ["the mapping says nothing of direction: every contact is taken as inbound"]
