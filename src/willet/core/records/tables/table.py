"""A table as a type: each column with its DuckDB type, unit and meaning; the columns that facts share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LakeColumn:
    """One column: its name, its DuckDB type and what it says, in words."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class LakeTable:
    """One table of the lake: what a row is, its key, and its columns in file order."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[LakeColumn, ...]
    worked_out: tuple[str, ...] = ()
    """Columns that no file holds: they hang on what the lake has seen, and are worked out when it is read."""

    @property
    def stored(self) -> tuple[str, ...]:
        """The names of the columns that files hold, in file order."""
        return tuple(name for name in self.names if name not in self.worked_out)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in file order."""
        return tuple(c.name for c in self.columns)

    def ddl(self, name: str | None = None, *, part: bool = False) -> str:
        """The `CREATE TABLE` statement of this table for DuckDB; with `part`, the day by which its rows are landed."""
        columns = [f'"{c.name}" {c.type}' for c in self.columns] + ["part DATE"] * part
        return f'CREATE OR REPLACE TEMP TABLE "{name or self.name}" ({", ".join(columns)})'


def columns(text: str) -> tuple[LakeColumn, ...]:
    """The columns that lines of name, type and meaning spell."""
    rows = (line.split(None, 2) for line in text.splitlines() if line.strip())
    return tuple(LakeColumn(name, type_, meaning) for name, type_, meaning in rows)


PLACE = """
contact_id VARCHAR source-qualified id: `source:id`
source VARCHAR name of the source that told of it
customer_key UBIGINT first 64 bits of the keyed hash of the normalised number or id; NULL if withheld or unknown
local_date DATE day in the centre's zone
local_interval UTINYINT quarters of an hour elapsed since local midnight, 0-95 (0-99 on the long day)
wall_interval UTINYINT quarter of an hour that the clock on the wall showed, 0-95; one that came twice is one
direction VARCHAR inbound, outbound, internal
channel VARCHAR voice, chat, email ...
language VARCHAR language of the contact, where known
queue VARCHAR the queue
agent VARCHAR the agent
team VARCHAR the agent's team, where known
topic VARCHAR what it was about
outcome VARCHAR a word of records.Outcome
"""

TIMES = """
ring_s DOUBLE seconds the answering agent's phone rang
talk_s DOUBLE seconds connected, without hold
hold_s DOUBLE seconds on hold after being connected
acw_s DOUBLE seconds of work after the conversation
"""
