"""The customers an import touched: every contact whose case could come out otherwise than it stands."""

from datetime import datetime

from duckdb import DuckDBPyConnection

from willet.core.cases.rules import DAY_S, HORIZON_DAYS
from willet.core.cases.span import literal

STANDING = """
CREATE OR REPLACE TEMP TABLE standing AS SELECT contact_id, customer_key AS person, case_id FROM links
"""
"""The narrow part of the links as they were, read once."""

CHANGED = """
CREATE OR REPLACE TEMP TABLE changed AS
SELECT contact_id, case_ref FROM changed_contacts
UNION SELECT contact_id, case_ref FROM changed_outcomes
UNION SELECT contact_id, NULL FROM changed_answers
"""

SEEDS = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT contact_id FROM changed WHERE contact_id IS NOT NULL
UNION SELECT contact_id FROM people SEMI JOIN changed USING (case_ref)
UNION SELECT contact_id FROM standing SEMI JOIN (
    SELECT case_id FROM cases
    WHERE matures_at > least({before}, {until}) AND matures_at <= greatest({before}, {until})
) USING (case_id)
"""
"""What changed, and the cases whose window closed (or, after an undo, opened) since."""

REACH = """
CREATE OR REPLACE TEMP TABLE touched AS
WITH here AS (SELECT contact_id, person, case_ref FROM people SEMI JOIN touched USING (contact_id)),
    there AS (SELECT person, case_id FROM standing SEMI JOIN touched USING (contact_id))
SELECT contact_id FROM touched
UNION SELECT contact_id FROM people
    SEMI JOIN (SELECT person FROM here UNION SELECT person FROM there) USING (person)
UNION SELECT contact_id FROM people SEMI JOIN here USING (case_ref)
UNION SELECT contact_id FROM standing SEMI JOIN there USING (case_id)
"""
"""One step outwards: whoever shares a customer, a case id or a case with a contact already touched."""

_BEFORE = """
SELECT max(arrived_at + to_microseconds(CAST(round(observed_s * 1e6) AS BIGINT))) FROM links
WHERE observed_s < ?
"""


def touch(con: DuckDBPyConnection, until: datetime) -> datetime:
    """Make temp table `touched` (contact ids) and the view `scope` (those contacts as they are now).

    Returns:
        Up to when the lake had seen before this transaction, UTC.
    """
    before = seen_before(con)
    con.execute(STANDING)
    con.execute(CHANGED)
    con.execute(SEEDS.format(before=literal(before), until=literal(until)))
    size = -1
    while size != (size := _count(con)):
        con.execute(REACH)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE own_cases AS SELECT DISTINCT case_id FROM standing "
        "SEMI JOIN touched USING (contact_id)"
    )
    con.execute(
        "CREATE OR REPLACE TEMP VIEW scope AS SELECT * FROM contacts SEMI JOIN touched USING (contact_id)"
    )
    return before


def seen_before(con: DuckDBPyConnection) -> datetime:
    """Up to when the stored links say the lake had seen, UTC; 1970 when there are none."""
    found = con.execute(_BEFORE, [HORIZON_DAYS * DAY_S]).fetchone()
    moment = found[0] if found else None
    return moment if isinstance(moment, datetime) else datetime(1970, 1, 1)  # noqa: DTZ001 -- UTC without a zone


def _count(con: DuckDBPyConnection) -> int:
    found = con.execute("SELECT count(*) FROM touched").fetchone()
    assert found is not None, "a count gives one row"
    return int(found[0])
