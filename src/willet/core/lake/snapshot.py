"""One state of the lake, as a reader holds it: no write changes what it sees."""

import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Lock

from duckdb import DuckDBPyConnection

from willet.core.lake.changes import LINKED
from willet.core.lake.checked import last_check
from willet.core.lake.engine import name, open_engine, shown_under_names, typed_view
from willet.core.lake.layout import Layout
from willet.core.lake.leases import Lease
from willet.core.lake.linked_anew import is_linked_earlier, link_anew
from willet.core.lake.manifest import Manifest, TableFile
from willet.core.lake.reading import naming_damage
from willet.core.records import NAMES, TABLES, LakeTable, UnknownNameError, kinds


class Snapshot:
    """An immutable view of one manifest. While it lives, no writer sweeps its files away."""

    def __init__(self, layout: Layout, manifest: Manifest, lease: Lease | None) -> None:
        self.layout, self.manifest = layout, manifest
        self._lease = lease
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
        mended = checked.mended if checked else 0
        return f"{self.manifest.content}-{mended}" if mended else self.manifest.content

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

    def connect(
        self, *, first_day: date | None = None, last_day: date | None = None
    ) -> DuckDBPyConnection:
        """A connection with a view for each table, whole unless days are given.

        It may read the lake's tables and no other file. Connections of one snapshot share the engine and
        its cache; each may be used by one thread at a time, and temporary tables are its own.
        """
        con = self._cursor()
        # The files must outlast the connection even if nobody keeps the snapshot.
        weakref.finalize(con, id, self._lease)
        if first_day is not None or last_day is not None:
            for table in TABLES.values():
                if self.manifest.of(table.name) and not self._exists(table.name):
                    con.execute(self._view(table, first_day, last_day, "TEMP"))
        return con

    @contextmanager
    def reading(
        self, *, first_day: date | None = None, last_day: date | None = None
    ) -> Iterator[DuckDBPyConnection]:
        """A connection as `connect` gives it, closed at the end.

        Raises:
            LakeError: a file of the lake cannot be read, or is damaged.
        """
        with (
            naming_damage(self.layout, self.manifest),
            self.connect(first_day=first_day, last_day=last_day) as con,
        ):
            yield con

    def _cursor(self) -> DuckDBPyConnection:
        with self._opening:
            if self._engine is None:
                self._engine = open_engine(only=self.layout.tables.absolute())
                for table in TABLES.values():
                    self._engine.execute(self._view(table, None, None, ""))
                if self._linked_earlier:
                    link_anew(self.layout, self._engine)
            return self._engine.cursor()

    def _exists(self, table: str) -> bool:
        """Whether a table's rows are not those of its files, but linked anew from the others'."""
        return self._linked_earlier and table in LINKED

    def _view(self, table: LakeTable, first: date | None, last: date | None, kind: str) -> str:
        rows = self._rows(table, first, last)
        if self.manifest.of(NAMES.name):
            rows = shown_under_names(table, rows, self._rows(NAMES, None, None))
        return f"CREATE {kind} VIEW {name(table.name)} AS {rows}"

    def _rows(self, table: LakeTable, first: date | None, last: date | None) -> str:
        groups: dict[Sequence[str], list[Path]] = {}
        for file in self._chosen(table.name, first, last):
            groups.setdefault(file.columns, []).append(file.path(self.layout).absolute())
        return typed_view(table, list(groups.items()))

    def _chosen(self, table: str, first: date | None, last: date | None) -> list[TableFile]:
        return [f for f in self.manifest.of(table) if f.meets(first, last)]

    def __repr__(self) -> str:
        return f"<Snapshot {self.number} of {self.layout.root}>"
