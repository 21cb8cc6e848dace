"""Which customer each contact is of, as far as its source let that be known."""

from duckdb import DuckDBPyConnection

PEOPLE = """
CREATE OR REPLACE TEMP TABLE people AS
SELECT contact_id, customer_key AS person, identity, case_ref FROM contacts
"""


def recognise(con: DuckDBPyConnection) -> None:
    """Make the temp table `people`: for each contact the key of its customer, and what it rests on."""
    con.execute(PEOPLE)
