"""Joining inside a transaction: the days whose rows came, and those that speak of what other sources changed."""

from datetime import date

from duckdb import DuckDBPyConnection

from willet.core.cases.joining.filling import fill
from willet.core.cases.joining.lake_files import LakeFiles
from willet.core.cases.joining.states import find
from willet.core.cases.joining.supplies import supplied
from willet.core.lake import Transaction
from willet.core.lake.changes import changed_rows
from willet.core.lake.durable import make_folder
from willet.core.lake.engine import open_engine
from willet.core.lake.landing import among
from willet.core.records import ROOM_JOINS, ROOM_ROWS, TABLES
from willet.core.sources.rooms import SOURCE
from willet.core.sources.rooms.fold import without_source
from willet.core.sources.rooms.tables import OFFERED

HOME = "rooms_joined"
"""Where the rows stand that rows of rooms came to; `rooms` itself has them as they were said."""

_REACHED = f"""
WITH moved AS ({{moved}}), known AS ({{known}})
SELECT DISTINCT part FROM ({{rows}})
WHERE spoken IN (SELECT {without_source("contact_id")} FROM moved UNION SELECT call_id FROM known)
    OR case_ref IN (SELECT case_ref FROM moved WHERE case_ref IS NOT NULL)
UNION SELECT DISTINCT part FROM ({{joins}}) WHERE contact_id IN (SELECT contact_id FROM moved)
"""


def join_rooms(tx: Transaction) -> None:
    """Let the rows of rooms join their contacts, as far as anything changed for them in this transaction."""
    if not any(at[1] in (SOURCE.name, HOME) for at in {*tx.files, *tx.replaced}):
        return
    make_folder(tx.layout.scratch)
    with open_engine(spill=tx.layout.scratch) as con:
        held = LakeFiles(tx.layout, list(tx.files.values()))
        parts = _folded(tx) | _outdated(tx) | _reached(tx, con, held)
        if parts:
            _join(tx, con, held, parts)
        now = LakeFiles(tx.layout, [f for f in tx.files.values() if f.table == ROOM_JOINS.name])
        tx.supply(SOURCE.name, supplied(con, now))


def days_joined(tx: Transaction) -> tuple[date, ...]:
    """The local days of the contacts on which any row that rooms came to is another than before."""
    changed = [
        changed_rows(tx.layout, table, [r])
        for (table, home, _), r in tx.replaced.items()
        if home == HOME and r.old != r.new and "local_date" in TABLES[table].names
    ]
    if not changed:
        return ()
    days = " UNION ".join(f"SELECT local_date FROM ({rows})" for rows in changed)
    with open_engine(spill=tx.layout.scratch) as con:
        rows = con.execute(
            f"SELECT DISTINCT local_date FROM ({days}) WHERE local_date IS NOT NULL ORDER BY 1"
        )
        return tuple(day for (day,) in rows.fetchall())


def _join(tx: Transaction, con: DuckDBPyConnection, held: LakeFiles, parts: set[date]) -> None:
    rows = held.rows(ROOM_ROWS.name, part=True)
    con.execute(f"CREATE TEMP TABLE room_asked AS SELECT * FROM ({rows}) WHERE {among(parts)}")
    find(con, held)
    fill(con)
    for table in (*OFFERED, ROOM_JOINS.name):
        tx.replace_parts(con, table, HOME, parts)


def _folded(tx: Transaction) -> set[date]:
    noted = (r.parts for at, r in tx.replaced.items() if at[0] == ROOM_ROWS.name)
    return set().union(*noted)


def _outdated(tx: Transaction) -> set[date]:
    """All days where a file lacks a column of today."""
    old = any(
        file.source == HOME and file.columns != (*TABLES[file.table].names, "part")
        for file in tx.files.values()
    )
    return tx.index.parts(SOURCE.name) if old else set()


def _reached(tx: Transaction, con: DuckDBPyConnection, held: LakeFiles) -> set[date]:
    """The days of rows that name a call or contact which came, went or changed, or that joined one."""
    moved, known = (_changed(tx, table) for table in ("contacts", "call_ids"))
    if moved is None and known is None:
        return set()
    reached = _REACHED.format(
        moved=moved or f"SELECT * FROM ({held.rows('contacts')}) LIMIT 0",
        known=known or f"SELECT * FROM ({held.rows('call_ids')}) LIMIT 0",
        rows=held.rows(ROOM_ROWS.name, part=True),
        joins=held.rows(ROOM_JOINS.name, part=True),
    )
    return {part for (part,) in con.execute(reached).fetchall()}


def _changed(tx: Transaction, table: str) -> str | None:
    """SQL: the rows of a table that came or went in this transaction; None where none did."""
    changed = [r for at, r in tx.replaced.items() if at[0] == table and r.old != r.new]
    return f"SELECT * FROM ({changed_rows(tx.layout, table, changed)})" if changed else None
