"""Rows of rooms that have not landed yet, laid over a lake that is read: for a page that needs what is true now."""

from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from willet.core.cases.joining.filling import fill
from willet.core.cases.joining.lake_files import LakeFiles
from willet.core.cases.joining.states import find
from willet.core.lake import Snapshot
from willet.core.lake.engine import name
from willet.core.records import ROOM_JOINS, ROOM_ROWS, TABLES
from willet.core.sources.rooms.fold import fold, settle
from willet.core.sources.rooms.landing import land
from willet.core.sources.rooms.rows import RoomRow
from willet.core.sources.rooms.tables import OF_CONTACTS, OFFERED

_GIVEN = """
CREATE OR REPLACE TEMP TABLE room_given AS
SELECT room, row_id, max(revision) AS revision FROM landed GROUP BY room, row_id
"""
_STOOD = """
CREATE OR REPLACE TEMP TABLE room_stood AS SELECT r.* FROM ({rows}) r JOIN room_given g USING (room, row_id)
"""
_OLD = "SELECT o.* FROM room_stood o JOIN room_given g USING (room, row_id) WHERE g.revision > o.revision"
_NEW = """SELECT n.* FROM room_folded n ANTI JOIN room_stood o
    ON o.room = n.room AND o.row_id = n.row_id AND o.revision >= n.revision"""
_REPLACED = """
SELECT * FROM ({rows}) WHERE {key} NOT IN (SELECT {key} FROM {old})
UNION ALL (SELECT * FROM ({rows}) WHERE {key} IN (SELECT {key} FROM {old}) EXCEPT ALL FROM {old})
UNION ALL FROM {new}
"""


def lay_over(con: DuckDBPyConnection, snapshot: Snapshot, rows: Iterable[RoomRow]) -> None:
    """Let the tables of a connection show these rows too, in the place of older wordings that the lake has.

    `con` is one of the snapshot's own. The rows join contacts as they will once they land, so that a row about a call
    of which no source told yet shows nowhere. Cases and links stay as the lake has them, and a row that would be
    refused is left out.

    Raises:
        LakeError: the lake cannot be read.
    """
    if not land(con, rows).landed:
        return
    settle(con)
    fold(con)
    con.execute(f'ALTER TABLE "{ROOM_ROWS.name}" RENAME TO room_folded')
    held = LakeFiles(snapshot.layout, snapshot.manifest.files)
    con.execute(_GIVEN)
    con.execute(_STOOD.format(rows=held.rows(ROOM_ROWS.name, part=True)))
    _fill(con, held, _OLD, "old")
    _fill(con, held, _NEW, "new")
    for table in OFFERED:
        _lay(con, snapshot, held, table)


def _fill(con: DuckDBPyConnection, held: LakeFiles, asked: str, which: str) -> None:
    """Make `<table>_old` or `<table>_new` of each table: what these rows come to."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE room_asked AS {asked}")
    find(con, held)
    fill(con)
    for table in OFFERED:
        kept = f"SELECT * EXCLUDE part FROM {name(table)}"
        con.execute(f"CREATE OR REPLACE TEMP TABLE {table}_{which} AS {kept}")
        con.execute(f"DROP TABLE {name(table)}")
    con.execute(f"DROP TABLE {ROOM_JOINS.name}")


def _lay(con: DuckDBPyConnection, snapshot: Snapshot, held: LakeFiles, table: str) -> None:
    old, new = f"{table}_old", f"{table}_new"
    some = con.execute(f"SELECT 1 FROM (FROM {old} UNION ALL FROM {new}) LIMIT 1").fetchone()
    if some is None:
        return
    key = "coalesce(contact_id, '')" if table in OF_CONTACTS else "coalesce(source, '')"
    rows = _REPLACED.format(rows=held.rows(table), key=key, old=old, new=new)
    shown = snapshot.shown(TABLES[table], rows)
    con.execute(f"CREATE OR REPLACE TEMP VIEW {name(table)} AS {shown}")
