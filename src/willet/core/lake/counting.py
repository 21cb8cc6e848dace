"""How many contacts a run speaks of, whether or not it changed them."""

from pathlib import Path
from uuid import uuid4

from duckdb import DuckDBPyConnection

from willet.core.lake.chosen_rows import ChosenRows
from willet.core.lake.engine import parquet, quoted
from willet.core.lake.landing import among
from willet.core.lake.layout import Layout
from willet.core.sources import Source, hints_of

FORMER = "source || ':' || call_id"
"""SQL over call_ids: the contact id that a call had, or would have, were it alone."""


class RunContacts:
    """The contacts of a run: by their ids where the landed rows tell, else by the parts they lie in.

    A landed row names a call; the contact may stand under the id of another, of which the call became a part.
    """

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

    def rows(self, con: DuckDBPyConnection, lake: ChosenRows) -> str:
        """SQL: the contacts that the run speaks of, with their `part`; `con` shows the table call_ids of that lake."""
        if self._ids is None:
            return f"SELECT * FROM contacts_by_part WHERE {among(self._parts)}"
        read = parquet([self._ids])
        ids = f"""SELECT contact_id AS id FROM {read}
            UNION SELECT contact_id FROM call_ids WHERE leg IS NULL AND {FORMER} IN (FROM {read})"""
        named = lake.naming(con, "contacts", ids, part=True)
        return f"SELECT * FROM ({named}) WHERE contact_id IN ({ids})"
