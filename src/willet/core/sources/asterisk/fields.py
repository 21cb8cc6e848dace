"""The raw fields of every line or row, as text, in a temp table that both forms fill alike."""

from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from willet.core.records import spelled_in_sql

FIELDS = "asterisk_fields"
DATA = tuple(f"d{n}" for n in range(1, 9))
"""The fields after the event's name. Eight are enough: an attended transfer has six."""
COLUMNS = ("told_at", "callid", "queue", "agent", "event", *DATA)
_KEYS = len(COLUMNS) - len(DATA)
_BLANKS = (9, 11, 12, 13, 32, 0xA0, 0x2007, 0x200B, 0x202F, 0x3000, 0xFEFF)
"""All that looks like nothing at the end of a name, the mark that begins a file among it."""
_TRIMMED = " || ".join(f"chr({code})" for code in _BLANKS)


@dataclass(slots=True)
class Loaded:
    """What one file gave: its rows stand in the table from `first_row` on, in file order."""

    path: Path
    first_row: int
    rows: int = 0
    unreadable: int = 0
    """Rows whose line is too long; they are not in the table."""
    cut_off: bool = False
    """Whether the last row is only part of a line."""
    header: tuple[str, ...] = ()
    """The header of a table; empty for the file form."""
    delimiter: str = "|"
    is_database: bool = False
    is_guessed: bool = False
    """Whether bytes that are no UTF-8 were read as Windows-1252."""

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


def tidy(con: DuckDBPyConnection, first_row: int) -> None:
    """Give names their one spelling and take blanks from around them, from a row on: what looks alike is one name."""
    names = COLUMNS[:_KEYS]
    values = ", ".join(f"{name} = trim({spelled_in_sql(name)}, {_TRIMMED})" for name in names)
    # Asked first, for it costs a sixth: whether there is a letter beyond ASCII, or a blank at an end.
    doubtful = " OR ".join(
        f"strlen({n}) <> length({n}) OR ascii({n}) <= 32 OR ascii(right({n}, 1)) <= 32"
        for n in names
    )
    con.execute(f"UPDATE {FIELDS} SET {values} WHERE rowid >= {first_row} AND ({doubtful})")
