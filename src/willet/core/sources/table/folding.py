"""Landed rows into the tables of the lake: of each contact the newest version, and what it carries."""

from duckdb import DuckDBPyConnection

from willet.core.records import AGENT_STATES, ANSWERS, CONTACTS, OUTCOMES, VISITS, Outcome, Table
from willet.core.sources.table.landed import LANDED, names_of
from willet.core.sources.table.sql import listed

_CHOSEN = "table_chosen"
_NO_VISIT = (Outcome.BLOCKED, Outcome.SELF_SERVED)


def fold(con: DuckDBPyConnection) -> None:
    """Make the temp tables contacts, visits, outcomes, answers and agent_states from `landed`.

    Of a contact told more than once the newest `revised_at` counts, one without it least; ties fall
    by the content of the whole row, so that no order of files can matter.
    """
    con.execute(_chosen())
    _make(con, CONTACTS, f"SELECT {names_of(CONTACTS)}, part FROM {_CHOSEN}")
    _make(con, VISITS, _visits())
    _make(con, OUTCOMES, _outcomes())
    _make(con, ANSWERS, _answers())
    _make(con, AGENT_STATES, None)


def _make(con: DuckDBPyConnection, table: Table, query: str | None) -> None:
    con.execute(table.ddl())
    con.execute(f'ALTER TABLE "{table.name}" ADD COLUMN part DATE')
    if query:
        con.execute(f'INSERT INTO "{table.name}" BY NAME {query}')


def _chosen() -> str:
    row = ", ".join(f'"{name}"' for name in LANDED)
    told_again = "SELECT contact_id FROM landed GROUP BY contact_id HAVING count(*) > 1"
    order = f"revised_at DESC NULLS LAST, md5(CAST(struct_pack({_packed()}) AS VARCHAR)) DESC"
    return f"""CREATE OR REPLACE TEMP TABLE {_CHOSEN} AS
        WITH again AS ({told_again})
        SELECT {row}, part FROM landed WHERE contact_id NOT IN (FROM again)
        UNION ALL
        SELECT {row}, part FROM landed WHERE contact_id IN (FROM again)
        QUALIFY row_number() OVER (PARTITION BY contact_id ORDER BY {order}) = 1"""


def _packed() -> str:
    return ", ".join(f'"{name}" := "{name}"' for name in LANDED)


def _visits() -> str:
    """A table tells of one stay in a queue at most; a contact that was blocked or helped by the menu had none."""
    given = {
        "visit_no": "1",
        "entered_at": "arrived_at + to_microseconds(CAST(round(coalesce(ivr_s, 0) * 1e6) AS BIGINT))",
    }
    columns = ", ".join(
        f'{given.get(name, f"{chr(34)}{name}{chr(34)}")} AS "{name}"' for name in VISITS.names
    )
    return f"SELECT {columns}, part FROM {_CHOSEN} WHERE outcome NOT IN ({listed(_NO_VISIT)})"


def _outcomes() -> str:
    return f"""SELECT source, contact_id, NULL AS case_ref, local_date, e.kind, e.resolved, e.cause,
        e.stated_at, e.stated_by, part
        FROM (SELECT *, unnest(evidence) AS e FROM {_CHOSEN})"""


def _answers() -> str:
    place = ", ".join(f'"{name}"' for name in ANSWERS.names if name in LANDED)
    return f"""SELECT {place}, a.instrument, a.scale, a.score, a.delivered_at, a.answered_at, part
        FROM (SELECT *, unnest(answers) AS a FROM {_CHOSEN})"""
