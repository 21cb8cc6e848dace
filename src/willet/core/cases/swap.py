"""Putting derived rows into the lake, and only into the months where a row changed."""

from duckdb import DuckDBPyConnection

from willet.core.cases.near import later
from willet.core.cases.scope import Reach
from willet.core.lake import Transaction
from willet.core.lake.format import LINKED_HOME
from willet.core.lake.rows_of_years import count_by_month
from willet.core.records import TABLES

DERIVED = ("cases", "links")

MOVED = """
CREATE OR REPLACE TEMP TABLE moved_cases AS
SELECT case_id FROM new_links WHERE {moved}
UNION SELECT case_id FROM new_links SEMI JOIN (FROM standing SEMI JOIN own_cases USING (case_id)) USING (contact_id);
DELETE FROM new_cases WHERE case_id NOT IN (FROM moved_cases);
DELETE FROM new_links WHERE case_id NOT IN (FROM moved_cases)
"""
"""Cases that ended before the change could reach them were linked again only for their neighbours' sake, unless
they are what is left of a case that it reached."""

BEYOND = """
SELECT count(*) FROM (
    SELECT contact_id FROM new_links JOIN standing USING (contact_id) WHERE standing.case_id NOT IN (FROM own_cases)
    UNION ALL SELECT contact_id FROM standing SEMI JOIN own_cases USING (case_id)
        SEMI JOIN near_contacts USING (contact_id) ANTI JOIN new_links USING (contact_id)
)
"""
"""How many contacts would come to stand in an old case and a new one, and how many in none."""

OLD = """
CREATE OR REPLACE TEMP TABLE old AS
SELECT {columns} FROM near_{table} SEMI JOIN own_cases USING (case_id) WHERE {within}
"""
BEGINS = {"cases": "opened_at", "links": "arrived_at"}


def swap_all(tx: Transaction, con: DuckDBPyConnection) -> None:
    """Put `new_cases` and `new_links` in place of everything that stood there."""
    for table in DERIVED:
        tx.clear(table)
        rows = f"SELECT * FROM new_{table}"
        tx.replace_months(table, LINKED_HOME, con, rows, _months(con, rows))


def keeps_within(con: DuckDBPyConnection, reach: Reach) -> bool:
    """Leave of `new_cases` and `new_links` those that the change reached; whether they are the contacts of `own_cases`,
    all of them and, but for contacts that came, no others: else one would stand in two cases or in none.
    """
    con.execute(MOVED.format(moved=later(reach.moved)))
    return con.execute(BEYOND).fetchall() == [(0,)]


def swap_changed(tx: Transaction, con: DuckDBPyConnection, reach: Reach) -> None:
    """Put the new rows of the cases within reach of the change beside the old rows of all others."""
    for table in DERIVED:
        columns = ", ".join(TABLES[table].stored)
        new = f"SELECT {columns} FROM new_{table}"
        within = later(reach.since, BEGINS[table])
        con.execute(OLD.format(table=table, columns=columns, within=within))
        months = _months(con, f"(FROM old EXCEPT ALL {new}) UNION ALL ({new} EXCEPT ALL FROM old)")
        stood = tx.rows.of_years(table, months)
        kept = f"SELECT {columns} FROM ({stood}) ANTI JOIN own_cases USING (case_id)"
        tx.replace_months(table, LINKED_HOME, con, f"{kept} UNION ALL {new}", months)


def _months(con: DuckDBPyConnection, rows: str) -> set[str]:
    return set(count_by_month(con, rows, "local_date"))
