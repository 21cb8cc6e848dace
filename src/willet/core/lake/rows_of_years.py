"""What a writer has for the files of a year: rows just folded beside those that stay, or all rows of a relation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from duckdb import DuckDBPyConnection

from willet.core.lake.buckets import month_in_sql, month_of, within, year_of
from willet.core.lake.changes import files_by_columns
from willet.core.lake.engine import name, typed_view
from willet.core.lake.landing import among
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import TableFile
from willet.core.records import TABLES


class Rows(Protocol):
    """Rows of one table and year, asked for by bucket."""

    @property
    def columns(self) -> Sequence[str]:
        """The columns of each SELECT."""
        ...

    @property
    def parts(self) -> set[date]:
        """The parts that were folded anew; none where all rows are new."""
        ...

    def of(self, bucket: str) -> str:
        """The SELECT of the rows of a bucket."""
        ...

    def counted(self, con: DuckDBPyConnection, year: str) -> Mapping[str, int]:
        """How many rows each month of the year has."""
        ...


@dataclass(frozen=True, slots=True)
class FoldedRows:
    """Parts folded anew, in a temp table of the engine, and all others of the year's files as they stand."""

    layout: Layout
    table: str
    files: Mapping[str, TableFile]
    parts: set[date]
    new: Mapping[str, int]
    """How many new rows each month has, of this year and others."""

    @property
    def columns(self) -> Sequence[str]:
        """The table's own, and the part."""
        return (*TABLES[self.table].names, "part")

    def of(self, bucket: str) -> str:
        """The new rows of a bucket, and the old ones of other parts."""
        inside = {part for part in self.parts if bucket in (month_of(part), f"{part:%Y}")}
        rows = f"SELECT {_typed(self.table)} FROM {name(self.table)} WHERE {among(inside)}"
        files = [file for at, file in self.files.items() if read_for(bucket, at)]
        return (
            f"{rows} UNION ALL {self._kept(files)} AND {within(bucket, 'part')}" if files else rows
        )

    def counted(self, con: DuckDBPyConnection, year: str) -> Mapping[str, int]:
        """How many rows each month of the year has."""
        sizes = {month: rows for month, rows in self.new.items() if year_of(month) == year}
        if self.files:
            kept = count_by_month(con, self._kept(list(self.files.values())), "part")
            sizes |= {month: rows + sizes.get(month, 0) for month, rows in kept.items()}
        return sizes

    def _kept(self, files: Sequence[TableFile]) -> str:
        shown = typed_view(TABLES[self.table], files_by_columns(self.layout, files), part=True)
        return f"SELECT * FROM ({shown}) WHERE NOT {among(self.parts)}"


@dataclass(frozen=True, slots=True)
class LinkedRows:
    """All rows that a table is to have: `relation` names them, or is a SELECT in parentheses."""

    table: str
    relation: str
    parts: set[date] = field(default_factory=set)

    @property
    def columns(self) -> Sequence[str]:
        """The table's own."""
        return TABLES[self.table].stored

    @property
    def all(self) -> str:
        """The rows, whatever their day."""
        columns = ", ".join(
            f"CAST({name(c.name)} AS {c.type}) AS {name(c.name)}"
            for c in TABLES[self.table].columns
            if c.name in self.columns
        )
        return f"SELECT {columns} FROM {self.relation}"

    def of(self, bucket: str) -> str:
        """The rows of a bucket by their local day."""
        return f"{self.all} WHERE {within(bucket, 'local_date')}"

    def counted(self, con: DuckDBPyConnection, year: str) -> Mapping[str, int]:
        """How many rows each month of the year has."""
        rows = f"SELECT local_date FROM {self.relation} WHERE {within(year, 'local_date')}"
        return count_by_month(con, rows, "local_date")


def read_for(bucket: str, other: str) -> bool:
    """Whether the rows of a bucket may stand in the file of another of its year: one of the two is the whole year."""
    return bucket == other or year_of(bucket) in (bucket, other)


def count_by_month(con: DuckDBPyConnection, rows: str, day: str) -> dict[str, int]:
    """How many of the rows lie in each month."""
    counted = f"SELECT {month_in_sql(day)}, count(*) FROM ({rows}) GROUP BY 1"
    return dict(con.execute(counted).fetchall())


def _typed(table: str) -> str:
    columns = [(c.name, c.type) for c in TABLES[table].columns] + [("part", "DATE")]
    return ", ".join(f"CAST({name(c)} AS {t}) AS {name(c)}" for c, t in columns)
