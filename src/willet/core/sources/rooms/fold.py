"""The newest wording of each thing that rooms keep; what is older loses its content where the thing was taken back."""

from duckdb import DuckDBPyConnection

from willet.core.records import ROOM_ROWS
from willet.core.sources.folded import typed_rows

_CONTENT = (
    "content",
    "source",
    "pbx",
    "call_id",
    "leg",
    "agent",
    "about_at",
    "contact_id",
    "case_ref",
)
"""What a wording says: it goes with the thing. Its id, its revision and the hash of what it said stay."""

SPOKEN = """CASE WHEN call_id IS NOT NULL THEN call_id ELSE {without} END"""


def without_source(contact_id: str) -> str:
    """SQL: what stands behind the name of the source in the id of a contact."""
    return f"substr({contact_id}, strpos({contact_id}, ':') + 1)"


_NEWEST = f"""
    SELECT *, {SPOKEN.format(without=without_source("contact_id"))} AS spoken
    FROM (SELECT * FROM landed QUALIFY row_number() OVER
        (PARTITION BY room, row_id ORDER BY revision DESC, gone DESC, content_hash DESC, CAST(landed AS VARCHAR)) = 1)
    WHERE NOT gone
"""

_TAKEN_BACK = """
    CREATE TEMP TABLE settled AS
    WITH gone AS (SELECT room, row_id, max(revision) AS until FROM landed WHERE gone GROUP BY room, row_id)
    SELECT DISTINCT landed.* REPLACE ({emptied}) FROM landed LEFT JOIN gone USING (room, row_id)
"""


def settle(con: DuckDBPyConnection) -> None:
    """Take the content away from wordings of what was taken back since."""
    emptied = ", ".join(
        f"CASE WHEN landed.gone OR landed.revision > coalesce(gone.until, 0) THEN {c} END AS {c}"
        for c in _CONTENT
    )
    con.execute(_TAKEN_BACK.format(emptied=emptied))
    con.execute("DROP TABLE landed")
    con.execute("ALTER TABLE settled RENAME TO landed")


def fold(con: DuckDBPyConnection) -> None:
    """Make the temp table `room_rows` of the landed rows of some days."""
    rows = typed_rows(con, ROOM_ROWS, _NEWEST)
    con.execute(f'CREATE OR REPLACE TEMP TABLE "{ROOM_ROWS.name}" AS {rows}')
