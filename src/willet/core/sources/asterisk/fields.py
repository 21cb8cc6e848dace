"""The raw fields of every line or row, as text, in a temp table that both forms fill alike."""

from dataclasses import dataclass, field
from pathlib import Path

from duckdb import DuckDBPyConnection

FIELDS = "asterisk_fields"
DATA = tuple(f"d{n}" for n in range(1, 9))
"""The fields after the event's name. Eight are enough: an attended transfer has six."""
COLUMNS = ("told_at", "callid", "queue", "agent", "event", *DATA)


@dataclass(slots=True)
class Loaded:
    """What one file gave: its rows stand in the table from `first_row` on, in file order."""

    path: Path
    first_row: int
    rows: int = 0
    unreadable: int = 0
    """Rows whose bytes are not UTF-8 or whose line is too long; they are not in the table."""
    cut_off: bool = False
    """Whether the last row is only part of a line."""
    header: tuple[str, ...] = field(default=())
    """The header of a table; empty for the file form."""
    delimiter: str = "|"
    broken: frozenset[int] = field(default=frozenset())
    """Rows of a database that were left out, counted from 0 among all its rows."""
    is_database: bool = False

    @property
    def after_row(self) -> int:
        """The row after its last."""
        return self.first_row + self.rows


def make_fields_table(con: DuckDBPyConnection) -> None:
    """An empty table of fields."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {FIELDS} ({', '.join(f'{c} VARCHAR' for c in COLUMNS)})"
    )


def rows_in(con: DuckDBPyConnection) -> int:
    """How many rows the table holds."""
    row = con.execute(f"SELECT count(*) FROM {FIELDS}").fetchone()
    assert row is not None, "a count is one row"
    return int(row[0])
