"""The fold: landed events of some parts -> contacts, visits, outcomes, answers and agent states."""

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from willet.core.records import TABLES, LakeTable
from willet.core.sources.asterisk.agents import spell_alike
from willet.core.sources.asterisk.contacts import (
    CALLS,
    CALLS_SQL,
    VISITED,
    VISITED_SQL,
    answers_table_sql,
    contacts_sql,
    outcomes_sql,
    visits_sql,
)
from willet.core.sources.asterisk.events import EventRole, make_role_table, names_list
from willet.core.sources.asterisk.ids.known import call_ids_sql
from willet.core.sources.asterisk.pauses import make_pauses, states_sql
from willet.core.sources.asterisk.statements import answers_sql, make_statements
from willet.core.sources.asterisk.times import clock_between
from willet.core.sources.asterisk.visits import make_stays
from willet.core.sources.clock import Clock
from willet.core.sources.contract import ReadOptions
from willet.core.sources.folded import typed_rows

_TEMPORARY = "SELECT table_name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, 'asterisk_')"
"""The fold's own tables; it leaves none of them behind."""

_TURNED_AWAY = f"""
    INSERT INTO landed BY NAME SELECT DISTINCT part, at_s, callid, queue, 'ENTERQUEUE' AS event, clock_note
    FROM landed WHERE event IN {names_list(EventRole.BLOCK)}
"""
"""A call that was turned away came, and left in the same second."""


def fold_all(con: DuckDBPyConnection, options: ReadOptions, source: str, pbx: str) -> None:
    """Make the temp tables from `landed`; a pure function of the set of its rows, part by part.

    `source` and `pbx` are the names under which the rows stand, of the source and of its phone system.
    `landed` is the fold's own from here on: rows are added to it and changed in it.
    """
    make_role_table(con)
    con.execute(f"UPDATE landed SET wait_s = 0 WHERE event IN {names_list(EventRole.BLOCK)}")
    con.execute(_TURNED_AWAY)
    spell_alike(con)
    make_stays(con, options)
    make_pauses(con)
    make_statements(con)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {VISITED} AS {VISITED_SQL}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {CALLS} AS {CALLS_SQL}")
    for name, sql in _tables(_clock(con, options.zone), source, pbx).items():
        _make_table(con, TABLES[name], sql)
    for (name,) in con.execute(_TEMPORARY).fetchall():
        con.execute(f"DROP TABLE {name}")


def _tables(clock: Clock, source: str, pbx: str) -> Mapping[str, str]:
    return {
        "contacts": contacts_sql(clock, source),
        "visits": visits_sql(clock, source),
        "outcomes": outcomes_sql(clock, source),
        "answers": answers_table_sql(clock, source, answers_sql()),
        "agent_states": states_sql(clock, source),
        "call_ids": call_ids_sql(clock, source, pbx),
    }


def _clock(con: DuckDBPyConnection, zone: str | None) -> Clock:
    """The clock over every second a row of the lake may carry; a stay may begin before its first landed event."""
    row = con.execute(
        f"""SELECT min(least_s), max(most_s) FROM (
            SELECT min(at_s) AS least_s, max(at_s) AS most_s FROM landed
            UNION ALL SELECT min(arrived_s), max(arrived_s) FROM {CALLS})"""
    ).fetchone()
    return clock_between(zone, *(row or (None, None)))


def _make_table(con: DuckDBPyConnection, table: LakeTable, sql: str) -> None:
    con.execute(f'CREATE OR REPLACE TEMP TABLE "{table.name}" AS {typed_rows(con, table, sql)}')
