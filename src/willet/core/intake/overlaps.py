"""Contacts of an import that the lake seems to have already under another source: they would count twice."""

from datetime import date
from pathlib import Path
from uuid import uuid4

from duckdb import DuckDBPyConnection

from willet.core.lake import Transaction
from willet.core.lake.engine import parquet, quoted
from willet.core.records import Message, counted
from willet.core.sources import Source

OVERLAPS = counted(
    "import_overlaps",
    "%(n)s contact of these files seems to be in already as %(source)s: the same id, or the same time, agent and "
    "number. It would count twice; give the mapping the name %(source)s, or take the earlier import back first",
    "%(n)s contacts of these files seem to be in already as %(source)s: the same ids, or the same time, agent and "
    "number. They would count twice; give the mapping the name %(source)s, or take the earlier import back first",
)
_COLUMNS = ("contact_id", "source", "arrived_at", "agent", "number_key", "talk_s")
_TELLING_CHARS = 6
"""So long an id is no running number that two systems may share by chance."""
_ZONES_S = 14 * 3600
"""So far apart two readings of one time may lie, where a zone was told wrongly."""
_ID = "substr({t}.contact_id, length({t}.source) + 2)"
_SAME_ID = f"""{_ID.format(t="c")} = {_ID.format(t="n")} AND
    abs(epoch(c.arrived_at) - epoch(n.arrived_at)) <= CASE WHEN length({_ID.format(t="n")}) >= {_TELLING_CHARS}
        THEN {_ZONES_S} ELSE 60 END"""
_SAME_CALL = """c.arrived_at = n.arrived_at AND c.agent IS NOT DISTINCT FROM n.agent AND (c.number_key = n.number_key
    OR (c.number_key IS NULL AND n.number_key IS NULL AND n.agent IS NOT NULL
        AND c.talk_s = n.talk_s AND n.talk_s > 0))"""


def overlaps(tx: Transaction, con: DuckDBPyConnection, source: Source) -> list[Message]:
    """What the report says of the rows now in `landed` that contacts of other sources resemble."""
    if not set(_COLUMNS) <= set(source.landed) or not tx.before.files:
        return []
    came = tx.layout.scratch / f"{uuid4().hex}.parquet"
    chosen = f"SELECT DISTINCT {', '.join(_COLUMNS)} FROM landed"
    con.execute(f"COPY ({chosen}) TO {quoted(str(came))} (FORMAT parquet)")
    with tx.engine.connection() as before:
        known = tx.rows.on("contacts", _days(before, came))
        return [OVERLAPS(n=n, source=name) for name, n in _counted(before, came, known)]


def _days(con: DuckDBPyConnection, came: Path) -> list[date]:
    """The days of the contacts that came and of a day before and behind, for a zone told wrongly is as much as that."""
    rows = con.execute(
        "SELECT DISTINCT CAST(arrived_at AS DATE) + CAST(i.range AS INTEGER) "
        f"FROM {parquet([came])}, range(-1, 2) i WHERE arrived_at IS NOT NULL"
    ).fetchall()
    return [day for (day,) in rows]


def _counted(before: DuckDBPyConnection, came: Path, known: str) -> list[tuple[str, int]]:
    """The sources, each with how many of the contacts that came it has; two joins, for an OR could use no key.

    `known` is SQL of the contacts that are in and may be among them.
    """
    now = f"{parquet([came])} n"
    ids = f"{_ID.format(t='c')} = {_ID.format(t='n')}"
    return before.execute(
        f"""SELECT source, count(DISTINCT contact_id) FROM (
            SELECT c.source, n.contact_id FROM ({known}) c JOIN {now} ON {ids} WHERE c.source <> n.source AND {_SAME_ID}
            UNION ALL
            SELECT c.source, n.contact_id FROM ({known}) c JOIN {now} ON c.arrived_at = n.arrived_at
            WHERE c.source <> n.source AND {_SAME_CALL})
        GROUP BY source ORDER BY source"""
    ).fetchall()
