"""The unit in which a file writes its lengths of time, where no heading says it."""

from collections.abc import Sequence
from dataclasses import replace

from willet.core.records import Message, saying
from willet.core.sources.table.proposing.contents import Content
from willet.core.sources.table.proposing.fitting import SPANS
from willet.core.sources.table.proposing.headings import HeadingMerits
from willet.core.sources.table.proposing.proposal import ColumnProposal

AS_SECONDS = saying("proposed_as_seconds", "its numbers have no unit and are taken as seconds")()
AS_UNIT = saying(
    "proposed_as_unit", "its numbers have no unit; by their size they are %(length_unit)s"
)
HOURS_LONG = saying(
    "proposed_hours_long", "its lengths are hours long; times of day would be no lengths"
)()
_OFTEN = 0.5
_NUMBERS = 0.9
_MILLISECONDS = 20_000
"""A usual wait or talk of more than five hours is one that is written in milliseconds."""
_LEAST_MILLISECONDS = 100
"""A tenth of a second: nothing that is measured on a telephone is shorter, but nothing at all."""


def unit_of(meaning: str, heading: HeadingMerits, content: Content) -> tuple[str, list[Message]]:
    """The unit of a column, by its heading, its form, or the size of its numbers; and what is not sure of that."""
    if meaning not in SPANS or not content.numeric or content.numbers < _NUMBERS:
        clock = meaning in SPANS and content.clocks > 0.5 and heading.unit == "h:m"
        long = meaning in SPANS and content.hours >= _OFTEN
        return ("h:m" if clock else "auto"), [HOURS_LONG] if long else []
    if heading.unit and ":" not in heading.unit:
        return heading.unit, []
    return _unit_by_size(sorted(content.numeric))


def _unit_by_size(numbers: Sequence[float]) -> tuple[str, list[Message]]:
    if numbers[-1] < 1 and any(number % 1 for number in numbers):
        return "day_fraction", [AS_UNIT(length_unit="day_fraction")]
    if numbers[len(numbers) // 2] >= _MILLISECONDS:
        return "ms", [AS_UNIT(length_unit="ms")]
    return "auto", [AS_SECONDS]


def in_one_unit(
    proposed: list[ColumnProposal], contents: Sequence[Content]
) -> list[ColumnProposal]:
    """A file writes its bare numbers in one unit: where one column shows milliseconds, so do those that may."""
    if not any(AS_UNIT(length_unit="ms") in column.doubts for column in proposed):
        return proposed
    return [
        _in_milliseconds(column) if _may_be_milliseconds(column, content) else column
        for column, content in zip(proposed, contents, strict=True)
    ]


def _may_be_milliseconds(column: ColumnProposal, content: Content) -> bool:
    least = (not number or number >= _LEAST_MILLISECONDS for number in content.numeric)
    return AS_SECONDS in column.doubts and all(least)


def _in_milliseconds(column: ColumnProposal) -> ColumnProposal:
    doubts = (AS_UNIT(length_unit="ms") if d == AS_SECONDS else d for d in column.doubts)
    return replace(column, choice=replace(column.choice, unit="ms"), doubts=tuple(doubts))
