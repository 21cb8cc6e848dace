"""Landed rows into the tables of the lake: of each contact the newest version, its legs, and what it carries."""

from duckdb import DuckDBPyConnection

from willet.core.records import (
    AGENT_STATES,
    ANSWERS,
    CONTACTS,
    OUTCOMES,
    VISITS,
    LakeTable,
    Outcome,
)
from willet.core.sources.table.calls import called, visits_of_calls
from willet.core.sources.table.landed import LANDED, names_of
from willet.core.sources.table.legs import AGAIN, LANDED_LEGS, order_legs
from willet.core.sources.table.sql import listed

_CHOSEN = "table_chosen"
_NO_VISIT = (Outcome.BLOCKED, Outcome.SELF_SERVED)


def fold(con: DuckDBPyConnection) -> None:
    """Make the temp tables contacts, visits, outcomes, answers and agent_states from `landed`.

    A contact told more than once is one of several versions, or a call of several legs; see `legs`.
    """
    with_legs = order_legs(con)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {_CHOSEN} AS {_chosen(with_legs=with_legs)}")
    _make(con, CONTACTS, f"SELECT {names_of(CONTACTS)}, part FROM {_CHOSEN}")
    _make(con, VISITS, _visits(with_legs=with_legs))
    _make(con, OUTCOMES, _outcomes())
    _make(con, ANSWERS, _answers())
    _make(con, AGENT_STATES, None)


def _make(con: DuckDBPyConnection, table: LakeTable, query: str | None) -> None:
    con.execute(table.ddl(part=True))
    if query:
        con.execute(f'INSERT INTO "{table.name}" BY NAME {query}')


def _chosen(*, with_legs: bool) -> str:
    row = ", ".join(f'"{name}"' for name in LANDED)
    # Where rows are legs, a call of one row was never handed on.
    alone = (
        "* REPLACE (CASE WHEN is_leg THEN coalesce(transfers, 0) ELSE transfers END AS transfers)"
    )
    once = f"SELECT {row}, part FROM landed"
    if with_legs:
        once += f""" WHERE contact_id NOT IN ({AGAIN})
            UNION ALL BY NAME SELECT {row}, part FROM {LANDED_LEGS} WHERE taken AND legs = 1"""
    whole = f"SELECT {row}, part, 1 AS legs FROM (SELECT {alone} FROM ({once}))"
    return f"{whole} UNION ALL BY NAME {called()}" if with_legs else whole


def _visits(*, with_legs: bool) -> str:
    """A row tells of one stay in a queue at most; a contact that was blocked or helped by the menu had none."""
    given = {
        "visit_no": "1",
        "entered_at": "arrived_at + to_microseconds(CAST(round(coalesce(ivr_s, 0) * 1e6) AS BIGINT))",
    }
    columns = ", ".join(
        f'{given.get(name, f"{chr(34)}{name}{chr(34)}")} AS "{name}"' for name in VISITS.names
    )
    none = listed(_NO_VISIT)
    alone = f"SELECT {columns}, part FROM {_CHOSEN} WHERE legs = 1 AND outcome NOT IN ({none})"
    if not with_legs:
        return alone
    return f"{alone} UNION ALL BY NAME {visits_of_calls(_CHOSEN, none)}"


def _outcomes() -> str:
    return f"""SELECT source, contact_id, NULL AS case_ref, local_date, e.kind, e.resolved, e.cause,
        e.stated_at, e.stated_by, part
        FROM (SELECT *, unnest(evidence) AS e FROM {_CHOSEN})"""


def _answers() -> str:
    place = ", ".join(f'"{name}"' for name in ANSWERS.names if name in LANDED)
    return f"""SELECT {place}, a.instrument, a.scale, a.score, a.delivered_at, a.answered_at, part
        FROM (SELECT *, unnest(answers) AS a FROM {_CHOSEN})"""
