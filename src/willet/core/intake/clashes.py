"""Ids that the lake knows already with another arrival: they may have started again, and would hide calls."""

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from duckdb import DuckDBPyConnection

from willet.core.lake import Transaction
from willet.core.lake.engine import quoted
from willet.core.records import Told, counted
from willet.core.sources import Source

KNOWN_ALREADY = counted(
    "ids_known_already",
    "%(n)s contact id is in the lake already with another arrival, %(days)s on another day, and one contact is "
    "kept of it; if ids start again, make them of the day and the id",
    "%(n)s contact ids are in the lake already with another arrival, %(days)s on another day, and one contact is "
    "kept of each; if ids start again, make them of the day and the id",
)
_LEG_WITHIN_S = 3600
"""So near to each other two arrivals of one id may be those of two legs of a call."""


@dataclass(frozen=True, slots=True)
class Clashes:
    """How many ids of an import the lake knows with another arrival, and how many of these on another day."""

    ids: int = 0
    other_days: int = 0

    @property
    def notes(self) -> list[Told]:
        """What the report says of them."""
        return [KNOWN_ALREADY(n=self.ids, days=self.other_days)] if self.ids else []


def clashes(tx: Transaction, con: DuckDBPyConnection, source: Source) -> Clashes:
    """Compare the rows now in `landed` with the contacts of the lake, before any of them is stored."""
    if not {"contact_id", "arrived_at", "local_date"} <= set(source.landed) or not tx.before.files:
        return Clashes()
    came = tx.layout.scratch / f"{uuid4().hex}.parquet"
    con.execute(
        "COPY (SELECT DISTINCT contact_id, arrived_at, local_date, revised_at FROM landed) "
        f"TO {quoted(str(came))} (FORMAT parquet)"
    )
    with tx.connect() as before:
        return _counted(before, came)


def _counted(before: DuckDBPyConnection, came: Path) -> Clashes:
    apart = "abs(epoch(c.arrived_at) - epoch(n.arrived_at))"
    row = before.execute(
        "SELECT count(*), count(*) FILTER (WHERE other_day) FROM (SELECT bool_or(c.local_date <> n.local_date) "
        f"AS other_day FROM contacts c JOIN read_parquet({quoted(str(came))}) n USING (contact_id) "
        f"WHERE {apart} > {_LEG_WITHIN_S} AND n.revised_at IS NULL GROUP BY contact_id)"
    ).fetchone()
    assert row is not None, "an aggregate without groups gives one row"
    return Clashes(*row)
