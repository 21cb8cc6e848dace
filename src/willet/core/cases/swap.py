"""Putting derived rows into the lake, and only into the months where a row changed."""

from datetime import timedelta

from duckdb import DuckDBPyConnection

from willet.core.cases.assemble import edges
from willet.core.cases.rules import DEFAULT, HORIZON_DAYS
from willet.core.cases.scope import Reach, later
from willet.core.cases.span import Span, literal
from willet.core.lake import Transaction
from willet.core.lake.format import LINKED_HOME
from willet.core.lake.rows_of_years import count_by_month

DERIVED = ("cases", "links")

MOVED = """
CREATE OR REPLACE TEMP TABLE moved_cases AS SELECT DISTINCT case_id FROM new_links WHERE {moved};
DELETE FROM new_cases WHERE case_id NOT IN (FROM moved_cases);
DELETE FROM new_links WHERE case_id NOT IN (FROM moved_cases)
"""
"""Cases that ended before the change could reach them were linked again only for their neighbours' sake."""

OLD = "SELECT * FROM {table} SEMI JOIN own_cases USING (case_id) WHERE {within}"
BEGINS = {"cases": "opened_at", "links": "arrived_at"}
KEPT = {
    "cases": "SELECT * FROM cases ANTI JOIN own_cases USING (case_id)",
    "links": "SELECT * EXCLUDE (observed_s, looked_back_s, matured), {edges} FROM links "
    "ANTI JOIN own_cases USING (case_id)",
}
"""Rows of untouched cases stay, but for how long the lake has watched them since."""


def swap_all(tx: Transaction, con: DuckDBPyConnection) -> None:
    """Put `new_cases` and `new_links` in place of everything that stood there."""
    for table in DERIVED:
        tx.clear(table)
        rows = f"SELECT * FROM new_{table}"
        tx.replace_months(table, LINKED_HOME, con, rows, _months(con, rows))


def swap_changed(tx: Transaction, con: DuckDBPyConnection, reach: Reach, span: Span) -> None:
    """Put the new rows of the cases within reach of the change beside the old rows of all others."""
    con.execute(MOVED.format(moved=later(reach.moved)))
    for table in DERIVED:
        new = f"SELECT * FROM new_{table}"
        old = OLD.format(table=table, within=later(reach.since, BEGINS[table]))
        con.execute(f"CREATE OR REPLACE TEMP TABLE old AS {old}")
        months = _months(con, f"(FROM old EXCEPT ALL {new}) UNION ALL ({new} EXCEPT ALL FROM old)")
        if table == "links":
            months |= _months(
                con, f"SELECT * FROM links WHERE {_near_moved_edge(reach.before, span)}"
            )
        kept = KEPT[table].format(edges=edges(span, DEFAULT))
        tx.replace_months(table, LINKED_HOME, con, f"{kept} UNION ALL BY NAME {new}", months)


def _near_moved_edge(before: Span, span: Span) -> str:
    reach = timedelta(days=HORIZON_DAYS + 1)
    near = ["FALSE"]
    if before.ends != span.ends:
        near.append(f"arrived_at >= {literal(min(before.ends, span.ends) - reach)}")
    if before.begins != span.begins:
        near.append(f"arrived_at <= {literal(max(before.begins, span.begins) + reach)}")
    return " OR ".join(near)


def _months(con: DuckDBPyConnection, rows: str) -> set[str]:
    return set(count_by_month(con, rows, "local_date"))
