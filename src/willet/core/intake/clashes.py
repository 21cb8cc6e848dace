"""Ids that the lake knows already with another arrival: they may have started again, and would hide calls."""

from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from duckdb import DuckDBPyConnection

from willet.core.lake import Transaction
from willet.core.lake.engine import parquet, quoted
from willet.core.records import Message, counted
from willet.core.sources import Source

KNOWN_ALREADY = counted(
    "ids_known_already",
    "%(n)s contact id is known already with another arrival, %(days)s on another day, and one contact is "
    "kept of it; if ids start again, make them of the day and the id",
    "%(n)s contact ids are known already with another arrival, %(days)s on another day, and one contact is "
    "kept of each; if ids start again, make them of the day and the id",
)
_COLUMNS = ("contact_id", "arrived_at", "local_date", "agent", "queue", "is_leg", "revised_at")
_LEG_WITHIN_S = 3600
"""So near to each other two arrivals of one id may be those of two legs of a call."""
_MAY_BE_LEG = f"""n.is_leg IS DISTINCT FROM FALSE
    AND abs(epoch(c.arrived_at) - epoch(n.arrived_at)) <= {_LEG_WITHIN_S}
    AND (c.agent IS DISTINCT FROM n.agent OR c.queue IS DISTINCT FROM n.queue)"""


@dataclass(frozen=True, slots=True)
class Clashes:
    """How many ids of an import the lake knows with another arrival, and how many of these on another day."""

    ids: int = 0
    other_days: int = 0

    @property
    def notes(self) -> list[Message]:
        """What the report says of them."""
        return [KNOWN_ALREADY(n=self.ids, days=self.other_days)] if self.ids else []


def clashes(tx: Transaction, con: DuckDBPyConnection, source: Source) -> Clashes:
    """Compare the rows now in `landed` with the contacts of the lake, before any of them is stored.

    Of sources whose rows name contact and arrival: an id clashes if none of its rows has the arrival that
    the lake knows of it, no visit began then, and no row looks like a further leg of the call.
    """
    if not set(_COLUMNS) <= set(source.landed) or not tx.before.files:
        return Clashes()
    came = tx.layout.scratch / f"{uuid4().hex}.parquet"
    chosen = f"SELECT DISTINCT {', '.join(_COLUMNS)} FROM landed WHERE revised_at IS NULL"
    con.execute(f"COPY ({chosen}) TO {quoted(str(came))} (FORMAT parquet)")
    with tx.engine.connection() as before:
        return _counted(tx, before, came)


def _counted(tx: Transaction, before: DuckDBPyConnection, came: Path) -> Clashes:
    read = parquet([came])
    now, ids = f"{read} n", f"SELECT contact_id AS id FROM {read}"
    contacts, visits = (tx.rows.naming(before, table, ids) for table in ("contacts", "visits"))
    row = before.execute(
        f"""SELECT count(*), count(*) FILTER (other_day) FROM (
            SELECT contact_id, bool_and(c.local_date <> n.local_date) AS other_day
            FROM ({contacts}) c JOIN {now} USING (contact_id) GROUP BY contact_id
            HAVING bool_and(c.arrived_at <> n.arrived_at AND NOT ({_MAY_BE_LEG})))
        WHERE contact_id NOT IN (SELECT v.contact_id FROM ({visits}) v JOIN {now}
            ON v.contact_id = n.contact_id AND v.entered_at = n.arrived_at)"""
    ).fetchone()
    assert row is not None, "an aggregate without groups gives one row"
    return Clashes(*row)
