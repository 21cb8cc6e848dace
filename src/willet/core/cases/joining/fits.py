"""Which contacts fit what a row of a room names: a call by its ids and time, a contact by its id, a case by its.

- A call fits by its id in the same source, from one hour after it was connected back to twelve hours before: a
  clock may run apart, a caller may wait, and an id may come again another day. Where a phone system or a leg is
  named, it decides between calls of one id.
- A contact fits by its own id; else by an id under which a source knew it before it became part of another
  (`call_ids`). A contact near in time goes before one far away.
- A case fits while any contact has its id; the newest of them lends the row its day and queue.

What fits follows from the row and the facts alone, and not from what came first.
"""

from datetime import timedelta

from duckdb import DuckDBPyConnection

from willet.core.cases.joining.lake_files import LakeFiles
from willet.core.cases.joining.spells import Spell, spells
from willet.core.sources.rooms.fold import without_source

BEFORE, AFTER = timedelta(hours=12), timedelta(hours=1)
"""A call fits that arrived from so long before it was connected until so long after it."""
NEAR_BEFORE, NEAR_AFTER = timedelta(days=45), timedelta(days=1)
"""A contact is near that arrived from so long before a row names it until so long after it."""

_EMPTY = """
CREATE OR REPLACE TEMP TABLE room_fits (room VARCHAR, row_id VARCHAR, contact_id VARCHAR, arrived_at TIMESTAMP,
    tier INTEGER)
"""
"""Of the contacts that fit a row those of the lowest `tier` count."""

_IDS = f"""
CREATE OR REPLACE TEMP TABLE known_ids AS
SELECT source, pbx, call_id, leg, contact_id, arrived_at, FALSE AS own FROM ({{call_ids}})
    WHERE {{within}} AND call_id IN (SELECT spoken FROM room_asked)
UNION ALL
SELECT source, nullif(split_part(source, '@', 2), ''), {without_source("contact_id")}, NULL, contact_id, arrived_at,
    TRUE FROM ({{contacts}}) WHERE {{within}} AND {without_source("contact_id")} IN (SELECT spoken FROM room_asked)
"""

_CALLS = f"""
INSERT INTO room_fits
SELECT a.room, a.row_id, n.contact_id, min(n.arrived_at), CASE WHEN bool_or(n.leg = a.leg) THEN 0 ELSE 1 END
FROM room_asked a JOIN known_ids n ON n.call_id = a.call_id
    AND split_part(n.source, '@', 1) = split_part(a.source, '@', 1)
    AND (n.source = a.source OR NOT contains(a.source, '@'))
    AND (a.pbx IS NULL OR n.pbx IS NULL OR n.pbx = a.pbx)
    AND n.arrived_at BETWEEN a.about_at - INTERVAL '{BEFORE.total_seconds():.0f} seconds'
        AND a.about_at + INTERVAL '{AFTER.total_seconds():.0f} seconds'
GROUP BY ALL
"""

_CONTACTS = """
INSERT INTO room_fits
SELECT DISTINCT a.room, a.row_id, n.contact_id, n.arrived_at, {tier} + CASE WHEN n.own THEN 0 ELSE 1 END
FROM room_asked a JOIN known_ids n ON n.call_id = a.spoken
WHERE a.contact_id IS NOT NULL AND {near} AND n.leg IS NULL
    AND a.contact_id = CASE WHEN n.own THEN n.contact_id ELSE n.source || ':' || n.call_id END
"""
_IS_NEAR = f"""n.arrived_at BETWEEN coalesce(a.about_at, a.written_at) - INTERVAL '{NEAR_BEFORE.days} days'
    AND coalesce(a.about_at, a.written_at) + INTERVAL '{NEAR_AFTER.days} days'"""
_UNFIT = "contact_id IS NOT NULL AND (room, row_id) NOT IN (SELECT (room, row_id) FROM room_fits)"
_IS_FAR = f"(a.room, a.row_id) IN (SELECT (room, row_id) FROM room_asked WHERE {_UNFIT})"

_CASES = """
INSERT INTO room_fits
SELECT a.room, a.row_id, arg_max(c.contact_id, (coalesce(c.arrived_at, TIMESTAMP '0001-01-01'), c.contact_id)),
    max(c.arrived_at), 0
FROM room_asked a JOIN ({contacts}) c ON c.case_ref = a.case_ref
WHERE {within} AND (a.room, a.row_id) NOT IN (SELECT (room, row_id) FROM room_fits) GROUP BY ALL
"""


def find_fits(con: DuckDBPyConnection, held: LakeFiles) -> None:
    """Make the temp table `room_fits`: each row of `room_asked` with each contact that fits it."""
    con.execute(_EMPTY)
    for spell in _spells(con, "about_at", "call_id IS NOT NULL", BEFORE, AFTER):
        _look_up(con, held, spell)
        con.execute(_CALLS)
    named = "coalesce(about_at, written_at)"
    for spell in _spells(con, named, "contact_id IS NOT NULL", NEAR_BEFORE, NEAR_AFTER):
        _look_up(con, held, spell)
        con.execute(_CONTACTS.format(tier=0, near=_IS_NEAR))
    if _any(con, _UNFIT):
        _look_up(con, held, None)
        con.execute(_CONTACTS.format(tier=2, near=_IS_FAR))
    _find_cases(con, held, named)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE room_fits AS SELECT DISTINCT * EXCLUDE tier FROM room_fits "
        "QUALIFY tier = min(tier) OVER (PARTITION BY room, row_id)"
    )


def _find_cases(con: DuckDBPyConnection, held: LakeFiles, named: str) -> None:
    """The newest contact of each case is among those since any day: the whole lake is read where there is none."""
    of_cases = "case_ref IS NOT NULL"
    near = _spells(con, named, of_cases, NEAR_BEFORE, NEAR_AFTER)
    if not near:
        return
    first = near[0].first
    since = f"(c.arrived_at >= TIMESTAMP '{first} 00:00:00' OR c.arrived_at IS NULL)"
    contacts = held.rows("contacts", near[0].local[0])
    con.execute(_CASES.format(contacts=contacts, within=since))
    if _any(con, f"{of_cases} AND {_UNFIT.partition('AND ')[2]}"):
        con.execute(_CASES.format(contacts=held.rows("contacts"), within="TRUE"))


def _look_up(con: DuckDBPyConnection, held: LakeFiles, spell: Spell | None) -> None:
    days = spell.local if spell else (None, None)
    con.execute(
        _IDS.format(
            call_ids=held.rows("call_ids", *days),
            contacts=held.rows("contacts", *days),
            within=spell.holds("arrived_at") if spell else "TRUE",
        )
    )


def _spells(
    con: DuckDBPyConnection, moment: str, which: str, before: timedelta, after: timedelta
) -> list[Spell]:
    days = con.execute(
        f"SELECT DISTINCT CAST({moment} AS DATE) FROM room_asked WHERE {which}"
    ).fetchall()
    return spells((day for (day,) in days), before, after)


def _any(con: DuckDBPyConnection, which: str) -> bool:
    return con.execute(f"SELECT 1 FROM room_asked WHERE {which} LIMIT 1").fetchone() is not None
