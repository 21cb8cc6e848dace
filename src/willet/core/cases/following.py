"""Corrections by hand follow their contact: where it became part of another, they speak of that one.

A call that a later file shows to be the second half of another is no contact any more; the id under which it
was one is still among the ids of the phone system (`call_ids`), with the contact that it became part of.
"""

from duckdb import DuckDBPyConnection

FORMER = "source || ':' || call_id"
"""SQL over call_ids: the contact id that a call had, or would have, were it alone."""

_FOLLOWED = f"""
CREATE OR REPLACE TEMP TABLE followed_edits AS
WITH named AS (SELECT contact_id AS id FROM edits UNION SELECT other_id FROM edits),
gone AS (SELECT id FROM named ANTI JOIN contacts ON contacts.contact_id = named.id),
moved AS (
    SELECT {FORMER} AS was, min(contact_id) AS now FROM call_ids
    WHERE leg IS NULL AND {FORMER} IN (FROM gone) GROUP BY was
)
SELECT * FROM (
    SELECT e.kind, coalesce(a.now, e.contact_id) AS contact_id, coalesce(b.now, e.other_id) AS other_id, e.made_at
    FROM edits e LEFT JOIN moved a ON a.was = e.contact_id LEFT JOIN moved b ON b.was = e.other_id
) WHERE contact_id <> other_id
"""


def follow(con: DuckDBPyConnection) -> None:
    """Make the temp table `followed_edits`: the corrections with the contacts they speak of now."""
    con.execute(_FOLLOWED)
