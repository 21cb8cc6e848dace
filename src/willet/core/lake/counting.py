"""How many contacts a run speaks of, whether or not it changed them."""

from pathlib import Path
from uuid import uuid4

from duckdb import DuckDBPyConnection

from willet.core.lake.engine import quoted
from willet.core.lake.landing import among
from willet.core.lake.layout import Layout
from willet.core.sources import Source, hints_of


class RunContacts:
    """The contacts of a run: by their ids where the landed rows tell, else by the parts they lie in."""

    def __init__(self, con: DuckDBPyConnection, layout: Layout, source: Source) -> None:
        """Note them from temp table `landed`, before any row of it is put aside."""
        self._source = source.name
        self._ids: Path | None = None
        self._parts = {
            part for (part,) in con.execute("SELECT DISTINCT part FROM landed").fetchall()
        }
        identity = hints_of(source).contact_id
        if identity is not None:
            self._ids = layout.scratch / f"{uuid4().hex}.parquet"
            chosen = (
                f"SELECT DISTINCT {identity} AS contact_id FROM landed WHERE {identity} IS NOT NULL"
            )
            con.execute(f"COPY ({chosen}) TO {quoted(str(self._ids))} (FORMAT parquet)")

    def where(self) -> str:
        """SQL over contacts with `part`: whether the run speaks of the row."""
        if self._ids is None:
            return among(self._parts)
        return f"contact_id IN (SELECT contact_id FROM {self._read()})"

    def _read(self) -> str:
        return f"read_parquet({quoted(str(self._ids))})"
