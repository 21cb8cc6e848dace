"""Corrections by hand follow their contact: where it became part of another, they speak of that one.

A call that a later file shows to be the second half of another is no contact any more; the id under which it
was one is still among the ids of the phone system (`call_ids`), with the contact that it became part of.
"""

from duckdb import DuckDBPyConnection

from willet.core.lake.counting import FORMER

FOLLOWED = f"""(
    WITH named AS (SELECT contact_id AS id FROM edits UNION SELECT other_id FROM edits),
    moved AS (
        SELECT {FORMER} AS was,
            coalesce(max(contact_id) FILTER (contact_id = {FORMER}), min(contact_id)) AS now
        FROM call_ids WHERE leg IS NULL AND {FORMER} IN (FROM named) GROUP BY was
    )
    SELECT e.*, coalesce(a.now, e.contact_id) AS now_id, coalesce(b.now, e.other_id) AS now_other
    FROM edits e LEFT JOIN moved a ON a.was = e.contact_id LEFT JOIN moved b ON b.was = e.other_id
)"""
"""SQL: the corrections as they were made, with the contacts they speak of now beside the ids they name."""

_KEPT = f"""
CREATE OR REPLACE TEMP TABLE followed_edits AS
SELECT kind, now_id AS contact_id, now_other AS other_id, made_at FROM {FOLLOWED} WHERE now_id <> now_other
"""
_NONE = """
CREATE OR REPLACE TEMP TABLE followed_edits AS SELECT kind, contact_id, other_id, made_at FROM edits LIMIT 0
"""


def follow(con: DuckDBPyConnection) -> None:
    """Make the temp table `followed_edits`: the corrections with the contacts they speak of now.

    Where nobody corrected anything, no id is looked for.
    """
    some = con.execute("SELECT count(*) FROM edits").fetchall()[0][0]
    con.execute(_KEPT if some else _NONE)
