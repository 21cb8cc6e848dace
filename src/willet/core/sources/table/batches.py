"""What every reader of a file gives: a header, then batches of rows in the temp table `raw`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from willet.core.records import RejectLog

RAW = "table_raw"
"""The temp table of a batch: `line` BIGINT, `f` VARCHAR[] with one text per column of the header."""


@dataclass(slots=True)
class Batch:
    """One batch lies in the table; `rows` counts all rows met, those in `rejects` too."""

    rows: int
    share: float
    rejects: RejectLog = field(default_factory=RejectLog)
    fallback_lines: int = 0
    first_fallback: int = 0


class TableReader(Protocol):
    """One open file."""

    header: tuple[str, ...]
    typed_cells: bool
    """Dates and times were typed in the file and are given in ISO form, whatever the mapping says."""

    def batches(self) -> Iterator[Batch]:
        """The rows, a batch at a time; each replaces the last in the table."""
        ...
