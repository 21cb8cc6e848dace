"""What every reader of a file gives: a header, then batches of rows in the temp table `raw`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from duckdb import DuckDBPyConnection

from willet.core.records import SPACES, UNSEEN, RejectLog

RAW = "table_raw"
"""The temp table of a batch: `line` BIGINT, `f` VARCHAR[] with one text per column of the header."""

FIELD, RECORD = "\x1f", "\x1e"
"""The signs between two fields and between two rows of a piece; in the texts themselves they become blanks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows as one text, each its number and its fields; and the share of the file that is read."""

    text: str
    rows: int
    share: float


@dataclass(slots=True)
class Batch:
    """One batch lies in the table; `rows` counts all rows met, those in `rejects` too."""

    rows: int
    share: float
    rejects: RejectLog = field(default_factory=RejectLog)
    fallback_lines: int = 0
    first_fallback: int = 0
    short_rows: int = 0


class TableReader(Protocol):
    """One open file."""

    header: tuple[str, ...]
    least: int
    """The fewest fields a row may have, those behind it being blank; set once the columns of the mapping are known."""
    sheets: tuple[str, ...]
    """The names of the sheets beside which this table stands, its own among them; of a text none."""
    typed_cells: bool
    """Dates and times were typed in the file and are given in ISO form, whatever the mapping says."""

    def batches(self) -> Iterator[Batch]:
        """The rows, a batch at a time; each replaces the last in the table."""
        ...


def forget_blank_rows(con: DuckDBPyConnection) -> int:
    """Take the rows out in which nothing stands but delimiters and rules, as every reader passes over a blank line.

    Databases write `-----;------` between a header and its rows.
    """
    seen = f"regexp_matches(array_to_string(f, ''), '[^-=_+|:–—\\s{SPACES}{UNSEEN}]')"
    blank = con.execute(f"SELECT count(*) FROM {RAW} WHERE NOT {seen}").fetchall()[0][0]
    if blank:
        con.execute(f"DELETE FROM {RAW} WHERE NOT {seen}")
    return int(blank)
