"""The rows of the lake's tables that rows of rooms come to: their own columns, and what their contact lends them."""

import json
from collections.abc import Iterator

from duckdb import DuckDBPyConnection

from willet.core.cases.joining.states import PLACES
from willet.core.records import ROOM_JOINS, TABLES
from willet.core.sources.rooms.tables import (
    FREE,
    OF_CONTACTS,
    OFFERED,
    WHEN,
    given_columns,
    numbered,
)

AGENT_OF_THE_ROW = ("uses", "reviews", "promises", "codes")
"""Who used, is graded, or promised is who was connected, whoever talked last."""

_ROWS = """
CREATE OR REPLACE TEMP TABLE "{table}" AS SELECT {columns}, part FROM (
    SELECT a.*, f.joined_id, f.place, json_transform(a.content, '{shape}') AS own
    FROM room_asked a JOIN room_found f USING (room, row_id)
    WHERE a.table_name = '{table}' AND f.state IN ('joined', 'free')
)
"""

_SPOKEN_OF = "coalesce(a.contact_id, a.source || ':' || a.call_id, a.case_ref)"
_JOINS = f"""
CREATE OR REPLACE TEMP TABLE "{ROOM_JOINS.name}" AS
SELECT a.room, a.row_id, a.revision, a.table_name, a.written_at, f.state, {_SPOKEN_OF} AS spoken_of, a.about_at,
    f.joined_id AS contact_id, f.place.source AS source,
    coalesce(a.content->>'$.instrument', CASE WHEN a.table_name = 'outcomes' THEN a.content->>'$.kind' END) AS word,
    f.fits, a.part
FROM room_asked a JOIN room_found f USING (room, row_id)
"""


def fill(con: DuckDBPyConnection) -> None:
    """Make a temp table of each table that rooms have rows for, and `room_joins`, of `room_asked` and `room_found`."""
    for table in OFFERED:
        given = given_columns(table).items()
        shape = json.dumps({n: ["VARCHAR"] if t.endswith("[]") else "VARCHAR" for n, t in given})
        listed = ", ".join(_columns(table))
        con.execute(_ROWS.format(table=table, columns=listed, shape=shape))
    con.execute(_JOINS)


def _columns(table: str) -> Iterator[str]:
    for column in TABLES[table].columns:
        value = _value(table, column.name)
        yield f'CAST({value} AS {column.type}) AS "{column.name}"'


def _value(table: str, column: str) -> str:
    own = f'own."{column}"' if column in given_columns(table) else "NULL"
    usual = _usual(table, column)
    return (
        own
        if usual == "NULL"
        else f"coalesce({own}, CAST({usual} AS VARCHAR))"
        if own != "NULL"
        else usual
    )


def _usual(table: str, column: str) -> str:
    """SQL: what stands in a column where the room gives nothing."""
    if column == WHEN.get(table):
        return "written_at"
    if column == "revision" and numbered(table):
        return "revision"
    if table in FREE:
        return "'rooms'" if column == "source" and table != "names" else "NULL"
    return _lent(table, column)


def _lent(table: str, column: str) -> str:
    agent = "coalesce(agent, place.agent)" if table in AGENT_OF_THE_ROW else "place.agent"
    special = {
        "contact_id": "joined_id",
        "case_ref": "CASE WHEN joined_id IS NULL THEN case_ref END",
        "leg": "leg",
        "statement_id": "room || ':' || row_id",
        "stated_by": "CASE WHEN own.kind = 'disposition' THEN agent END"
        if table == "outcomes"
        else "NULL",
        "agent": agent,
        "team": f"CASE WHEN coalesce(own.agent, {agent}) IS NOT DISTINCT FROM place.agent THEN place.team END"
        if table in OF_CONTACTS and table != "outcomes"
        else "NULL",
    }
    if column in special:
        return special[column]
    return f'place."{column}"' if column in PLACES else "NULL"
