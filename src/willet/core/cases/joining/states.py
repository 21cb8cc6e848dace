"""What became of each row of a room: joined, waiting for its call, or fit by two; and the contact it joined."""

from datetime import timedelta

from duckdb import DuckDBPyConnection

from willet.core.cases.joining.fits import find_fits
from willet.core.cases.joining.lake_files import LakeFiles
from willet.core.cases.joining.spells import spells
from willet.core.records.tables.table import PLACE, columns
from willet.core.sources.rooms.tables import FREE

_NONE = timedelta()
PLACES = tuple(c.name for c in columns(PLACE))
"""What a contact lends the rows that speak of it."""

_COUNTED = """
CREATE OR REPLACE TEMP TABLE room_counted AS
SELECT room, row_id, min(contact_id) AS fit, min(arrived_at) AS arrived_at, list(contact_id ORDER BY contact_id) AS fits
FROM room_fits GROUP BY room, row_id
"""
_PLACED = """
INSERT INTO room_places SELECT {places} FROM ({contacts}) c
WHERE {within} AND contact_id IN (SELECT fit FROM room_counted WHERE len(fits) = 1)
"""
_STATES = f"""
CREATE OR REPLACE TEMP TABLE room_found AS
SELECT a.room, a.row_id,
    CASE WHEN a.table_name IN ({", ".join(f"'{t}'" for t in FREE)}) THEN 'free'
        WHEN len(f.fits) > 1 THEN 'ambiguous' WHEN p.contact_id IS NULL THEN 'waiting' ELSE 'joined' END AS state,
    CASE WHEN a.case_ref IS NULL THEN p.contact_id END AS joined_id,
    CASE WHEN len(f.fits) > 1 THEN f.fits END AS fits, p AS place
FROM room_asked a LEFT JOIN room_counted f USING (room, row_id) LEFT JOIN room_places p ON p.contact_id = f.fit
    AND len(f.fits) = 1
"""


def find(con: DuckDBPyConnection, held: LakeFiles) -> None:
    """Make the temp table `room_found`: what became of each row of `room_asked`, with the place of its contact."""
    find_fits(con, held)
    con.execute(_COUNTED)
    listed = ", ".join(PLACES)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE room_places AS SELECT {listed} FROM ({held.rows('contacts')}) LIMIT 0"
    )
    rows = con.execute("SELECT DISTINCT CAST(arrived_at AS DATE) FROM room_counted").fetchall()
    days = [day for (day,) in rows]
    for spell in spells([day for day in days if day is not None], _NONE, _NONE):
        contacts = held.rows("contacts", *spell.local)
        within = spell.holds("arrived_at")
        con.execute(_PLACED.format(places=listed, contacts=contacts, within=within))
    if None in days:
        contacts = held.rows("contacts")
        con.execute(_PLACED.format(places=listed, contacts=contacts, within="arrived_at IS NULL"))
    con.execute(_STATES)
