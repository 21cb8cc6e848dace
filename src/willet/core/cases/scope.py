"""The customers an import touched: every contact whose case could come out otherwise than it stands."""

from duckdb import DuckDBPyConnection

from willet.core.cases.span import Span, literal, span_before

STANDING = """
CREATE OR REPLACE TEMP TABLE standing AS SELECT contact_id, customer_key AS person, identity, case_id
FROM links
"""
"""The narrow part of the links as they were, read once."""

CHANGED = """
CREATE OR REPLACE TEMP TABLE changed AS
SELECT contact_id, case_ref FROM changed_contacts
UNION SELECT contact_id, case_ref FROM changed_outcomes
UNION SELECT contact_id, NULL FROM changed_answers
UNION SELECT unnest([contact_id, other_id]), NULL FROM changed_edits
"""

SEEDS = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT contact_id FROM changed WHERE contact_id <> ''
UNION SELECT contact_id FROM people SEMI JOIN changed USING (case_ref)
UNION SELECT contact_id FROM standing SEMI JOIN (
    SELECT case_id FROM cases
    WHERE matures_at > least({before}, {until}) AND matures_at <= greatest({before}, {until})
        OR last_at >= least({since}, {begins}) AND last_at < greatest({since}, {begins})
) USING (case_id)
"""
"""What changed, and the cases whose window closed (or, after an undo, opened) since, or that lay on days
that turned out to be stray, or no longer."""

RENAMED = """
INSERT INTO touched SELECT contact_id FROM people JOIN standing AS s USING (contact_id)
WHERE people.person IS DISTINCT FROM s.person OR people.identity IS DISTINCT FROM s.identity
"""
"""Contacts that turned out to be somebody else's, because a contact now carries two identities, or no longer."""

TWO_KEYS = """
SELECT count(*) > 0 FROM changed_contacts WHERE (id_key IS NOT NULL)::INT
    + (number_key IS NOT NULL)::INT + (email_key IS NOT NULL)::INT > 1
"""

REACH = """
CREATE OR REPLACE TEMP TABLE touched AS
WITH here AS (SELECT contact_id, person, case_ref FROM people SEMI JOIN touched USING (contact_id)),
    there AS (SELECT person, case_id FROM standing SEMI JOIN touched USING (contact_id))
SELECT contact_id FROM touched
UNION SELECT contact_id FROM people
    SEMI JOIN (SELECT person FROM here UNION SELECT person FROM there) USING (person)
UNION SELECT contact_id FROM people SEMI JOIN here USING (case_ref)
UNION SELECT contact_id FROM standing SEMI JOIN there USING (case_id)
UNION SELECT other_id FROM edits SEMI JOIN touched USING (contact_id) WHERE other_id <> ''
UNION SELECT contact_id FROM edits SEMI JOIN touched ON touched.contact_id = edits.other_id
"""
"""One step outwards: whoever shares a customer, a case id, a case or a join with one already touched."""


def touch(con: DuckDBPyConnection, span: Span, *, merged: bool) -> Span:
    """Make temp table `touched` (contact ids) and the view `scope` (those contacts as they are now).

    `merged` says whether identities were merged, which may change whose an old contact is.

    Returns:
        The span that the links were made under before this transaction.
    """
    before = span_before(con)
    con.execute(STANDING)
    con.execute(CHANGED)
    edges = {
        "before": before.ends,
        "until": span.ends,
        "since": before.begins,
        "begins": span.begins,
    }
    con.execute(SEEDS.format(**{name: literal(edge) for name, edge in edges.items()}))
    if merged or con.execute(TWO_KEYS).fetchall()[0][0]:
        con.execute(RENAMED)
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


def _count(con: DuckDBPyConnection) -> int:
    found = con.execute("SELECT count(*) FROM touched").fetchone()
    assert found is not None, "a count gives one row"
    return int(found[0])
