"""The rows of a lake by when they came, as SQL that opens no file without any."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from duckdb import DuckDBPyConnection

from willet.core.lake.buckets import year_of
from willet.core.lake.changes import files_by_columns
from willet.core.lake.engine import typed_view
from willet.core.lake.id_ranges import may_name
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import TableFile
from willet.core.lake.seen import Span
from willet.core.records import TABLES


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """The files of a state of the lake, by place; `seen` is from when until when it has seen."""

    layout: Layout
    places: Mapping[tuple[str, str, str], TableFile]
    seen: Span | None

    def since(self, table: str, moment: datetime | None) -> str:
        """SQL: the rows of a table in the files that may hold any of this instant or later, or of none; and no others'.

        None gives all rows.
        """
        return self._shown(table, (f for f in self.files(table) if f.may_hold_since(moment)))

    def about(self, table: str, moment: datetime | None) -> str:
        """SQL: what was said of contacts of this instant or later, or of none; other rows may be among it."""
        early = [f for f in self.files(table) if not f.may_hold_since(moment)]
        rows = self.since(table, moment)
        if not early:
            return rows
        before = self._shown(table, early)
        return (
            f"{rows} UNION ALL SELECT * FROM ({before}) WHERE contact_id IS NULL"
            f" UNION ALL SELECT * FROM ({before}) WHERE local_date IS NULL AND contact_id IS NOT NULL"
        )

    def on(self, table: str, days: Iterable[date]) -> str:
        """SQL: the rows of a table in the files that may hold any of these days or of those beside them."""
        one, chosen = timedelta(days=1), sorted(days)
        files = (f for f in self.files(table) if any(f.meets(d - one, d + one) for d in chosen))
        return self._shown(table, files)

    def naming(
        self,
        con: DuckDBPyConnection,
        table: str,
        ids: str,
        *,
        column: str = "contact_id",
        part: bool = False,
    ) -> str:
        """SQL: the rows of a table in the files where a column may hold one of these ids: SQL of one column `id`.

        With `part`, that stands beside the table's own columns.
        """
        paths = {file.path(self.layout).absolute(): file for file in self.files(table)}
        return self._shown(table, (paths[p] for p in may_name(con, paths, column, ids)), part=part)

    def of_years(self, table: str, months: Iterable[str]) -> str:
        """SQL: the rows of a table in the years of these months."""
        years = {year_of(month) for month in months}
        return self._shown(table, (f for f in self.files(table) if year_of(f.bucket) in years))

    def leaves_out(self, table: str, moment: datetime | None) -> bool:
        """Whether `since` of this instant does not give all rows."""
        return not all(f.may_hold_since(moment) for f in self.files(table))

    def days_of(self, table: str) -> tuple[date | None, date | None, int]:
        """The first and the last local day of the rows of a table, and how many they are."""
        files = self.files(table)
        first = min((f.first_day for f in files if f.first_day), default=None)
        last = max((f.last_day for f in files if f.last_day), default=None)
        return first, last, sum(f.rows for f in files)

    def files(self, table: str) -> list[TableFile]:
        """The files of a table."""
        return [file for file in self.places.values() if file.table == table]

    def _shown(self, table: str, files: Iterable[TableFile], *, part: bool = False) -> str:
        groups = files_by_columns(self.layout, files, self.seen)
        return typed_view(TABLES[table], groups, part=part)
