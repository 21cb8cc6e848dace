"""One state of the lake, as a reader holds it: no write changes what it sees."""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Lock

from duckdb import DuckDBPyConnection

from willet.core.lake.changes import LINKED, files_by_columns
from willet.core.lake.checked import last_check
from willet.core.lake.dimension import NO_DIMENSION, Dimension, Shown, shown_of
from willet.core.lake.dimension.chains import Names
from willet.core.lake.dimension.rows import Kind
from willet.core.lake.engine import name, open_engine, typed_view
from willet.core.lake.layout import Layout
from willet.core.lake.leases import Lease
from willet.core.lake.linked_anew import is_linked_earlier, link_anew
from willet.core.lake.manifest import Manifest, TableFile
from willet.core.lake.reading import naming_damage
from willet.core.records import (
    CODES,
    GRANTED_ROWS,
    GRANTS,
    NAMES,
    ROSTER,
    TABLES,
    LakeTable,
    UnknownNameError,
    kinds,
)


class Snapshot:
    """An immutable view of one manifest and one dimension. While it lives, no writer sweeps its files away."""

    def __init__(
        self,
        layout: Layout,
        manifest: Manifest,
        lease: Lease | None,
        dimension: Dimension = NO_DIMENSION,
    ) -> None:
        self.layout, self.manifest, self.dimension = layout, manifest, dimension
        self._lease = lease
        self._shown, self._names = Shown(), Names()
        self._schemas = set[str]()
        self._engine: DuckDBPyConnection | None = None
        self._opening = Lock()
        self._linked_earlier = is_linked_earlier(manifest)

    @property
    def number(self) -> int:
        """The number of its manifest; 0 for a lake without imports."""
        return self.manifest.number

    @property
    def content(self) -> str:
        """A name for its rows: two snapshots with equal rows have equal names.

        What was worked out before damaged files were rebuilt goes by another name: it may be wrong.
        """
        checked = last_check(self.layout)
        mended = str(checked.mended) if checked and checked.mended else ""
        parts = (self.manifest.content, mended, self.dimension.generation)
        return "-".join(part for part in parts if part)

    @property
    def as_of(self) -> datetime | None:
        """When its newest contact arrived, UTC; None without contacts."""
        return self.manifest.newest

    def files(
        self, table: str, *, first_day: date | None = None, last_day: date | None = None
    ) -> list[Path]:
        """The Parquet files that may hold rows of a table on these local days, both inclusive.

        Raises:
            UnknownNameError: no such table.
        """
        if table not in TABLES:
            raise UnknownNameError(kinds.TABLE, table, TABLES)
        return [f.path(self.layout) for f in self._chosen(table, first_day, last_day)]

    def shown_columns(self) -> frozenset[str]:
        """The columns that are shown otherwise than the facts carry them: names, teams, tenure.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        with naming_damage(self.layout, self.manifest):
            self._cursor().close()
        return self._shown.columns

    def shown_name(self, kind: Kind, spelt: str, source: str = "") -> str:
        """The name under which a spelling is shown; the spelling itself where it stands for nothing else.

        Without a source it must stand for one name in all of them.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        with naming_damage(self.layout, self.manifest):
            self._cursor().close()
        return self._names.name(kind, source, spelt) if source else self._names.one(kind, spelt)

    def shown(self, table: LakeTable, rows: str) -> str:
        """SQL: the rows of a SELECT as a connection of this snapshot shows those of the table.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        with naming_damage(self.layout, self.manifest):
            self._cursor().close()
        return self._shown.view(table, rows)

    def connect(
        self,
        *,
        first_day: date | None = None,
        last_day: date | None = None,
        shown: frozenset[str] | None = None,
    ) -> DuckDBPyConnection:
        """A connection with a view for each table, whole unless days are given.

        With `shown` only these of the `shown_columns` are so, and what they rest on; the others cost nothing.
        It may read the lake's tables and no other file. Connections of one snapshot share the engine and
        its cache; each may be used by one thread at a time, and temporary tables are its own.
        """
        con = self._cursor()
        # The files must outlast the connection even if nobody keeps the snapshot.
        weakref.finalize(con, id, self._lease)
        view_of = self._shown
        if shown is not None and shown < self._shown.columns and not self._linked_earlier:
            con.execute(f"SET search_path = '{self._schema(shown)},main'")
            view_of = self._shown.only(shown)
        if first_day is not None or last_day is not None:
            for table in TABLES.values():
                if self.manifest.of(table.name) and not self._exists(table.name):
                    rows = view_of.view(table, self._rows(table, first_day, last_day))
                    con.execute(f"CREATE TEMP VIEW {name(table.name)} AS {rows}")
        return con

    @contextmanager
    def reading(
        self,
        *,
        first_day: date | None = None,
        last_day: date | None = None,
        shown: frozenset[str] | None = None,
    ) -> Iterator[DuckDBPyConnection]:
        """A connection as `connect` gives it, closed at the end.

        Raises:
            LakeError: a file of the lake cannot be read, or is damaged.
        """
        with (
            naming_damage(self.layout, self.manifest),
            self.connect(first_day=first_day, last_day=last_day, shown=shown) as con,
        ):
            yield con

    def _cursor(self) -> DuckDBPyConnection:
        with self._opening:
            if self._engine is None:
                self._engine = self._opened()
            return self._engine.cursor()

    def _opened(self) -> DuckDBPyConnection:
        engine = open_engine(only=self.layout.tables.absolute())
        names, roster = (self._rows(table, None, None) for table in (NAMES, ROSTER))
        codes = self._rows(CODES, None, None) if self.manifest.of(CODES.name) else None
        self._shown, self._names = shown_of(engine, self.dimension, names, roster, codes)
        for table in TABLES.values():
            engine.execute(f"CREATE VIEW {name(table.name)} AS {self._view(table, self._shown)}")
        if self._linked_earlier:
            link_anew(self.layout, engine)
        return engine

    def _schema(self, shown: frozenset[str]) -> str:
        """The schema of views in which only these columns are shown under names; made when it is first asked of."""
        schema = "_".join(["names_of", *sorted(shown)])
        with self._opening:
            assert self._engine is not None, "a connection was made of it"
            if schema not in self._schemas:
                self._engine.execute(f"CREATE SCHEMA {schema}")
                for table in TABLES.values():
                    rows = self._view(table, self._shown.only(shown))
                    view = f"{schema}.{name(table.name)}"
                    self._engine.execute(f"CREATE VIEW {view} AS {rows}")
                self._schemas.add(schema)
        return schema

    def _view(self, table: LakeTable, shown: Shown) -> str:
        """SQL: the rows of a table as they are shown; of one that is worked out, from others shown so already."""
        if table is GRANTS:
            return GRANTED_ROWS
        return shown.view(table, self._rows(table, None, None))

    def _exists(self, table: str) -> bool:
        """Whether a table's rows are not those of its files, but linked anew from the others'."""
        return self._linked_earlier and table in LINKED

    def _rows(self, table: LakeTable, first: date | None, last: date | None) -> str:
        chosen = self._chosen(table.name, first, last)
        return typed_view(table, files_by_columns(self.layout, chosen, self.manifest.seen))

    def _chosen(self, table: str, first: date | None, last: date | None) -> list[TableFile]:
        return [f for f in self.manifest.of(table) if f.meets(first, last)]

    def __repr__(self) -> str:
        return f"<Snapshot {self.number} of {self.layout.root}>"
