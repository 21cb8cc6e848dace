"""The contacts an import can have moved: the customers it touched, from where their cases may come out otherwise.

A changed contact can change what is known of its customer's contacts within the horizon, and of the
cases those are in, and no more: gaps beyond the horizon are all alike. What lies before that rests as it is, and its
files are not opened, so that the import of a day costs no more in a lake's fifth year than in its first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.cases.near import Near, later
from willet.core.cases.renames import renames
from willet.core.cases.seeds import Seeds, seed
from willet.core.lake import Transaction
from willet.core.lake.seen import HORIZON_DAYS, Span

HORIZON = timedelta(days=HORIZON_DAYS)
REACH_BACK = HORIZON + timedelta(days=1)
USUAL = timedelta(days=28)
"""So long before a change at most the cases began that it reaches, as a rule."""
_FIRST = datetime.min  # noqa: DTZ901 -- the lake's instants are UTC without a zone

MOVED_PEOPLE = """
INSERT INTO touched SELECT contact_id FROM anew JOIN standing AS s USING (contact_id)
WHERE anew.person IS DISTINCT FROM s.person OR anew.identity IS DISTINCT FROM s.identity
"""
"""Contacts that turned out to be somebody else's, because a contact now carries two identities, or no longer."""

REACH = """
CREATE OR REPLACE TEMP TABLE touched AS
WITH there AS (SELECT person, case_id FROM standing SEMI JOIN touched USING (contact_id)),
    known AS (SELECT person FROM anew SEMI JOIN touched USING (contact_id) UNION SELECT person FROM there),
    named AS (SELECT case_ref FROM near_refs SEMI JOIN touched USING (contact_id))
SELECT contact_id FROM touched
UNION SELECT contact_id FROM anew SEMI JOIN known USING (person)
UNION SELECT contact_id FROM standing SEMI JOIN known USING (person)
UNION SELECT contact_id FROM near_refs SEMI JOIN named USING (case_ref)
UNION SELECT contact_id FROM standing SEMI JOIN there USING (case_id)
UNION SELECT other_id FROM followed_edits SEMI JOIN touched USING (contact_id) WHERE other_id <> ''
UNION SELECT contact_id FROM followed_edits SEMI JOIN touched ON touched.contact_id = followed_edits.other_id
"""
"""One step outwards: whoever shares a customer, a case id, a case or a join with one already touched."""

OWN_CASES = """
CREATE OR REPLACE TEMP TABLE own_cases AS
SELECT DISTINCT case_id FROM standing SEMI JOIN touched USING (contact_id) WHERE {moved}
"""

OPENED = """
SELECT min(arrived_at), (SELECT count(*) FROM own_cases) > count(DISTINCT case_id) FILTER (opens)
FROM standing SEMI JOIN own_cases USING (case_id)
"""
"""When the first of their contacts that was looked at came, and whether one of them may have opened before."""

SCOPE = """
CREATE OR REPLACE TEMP VIEW scope AS SELECT * FROM near_contacts SEMI JOIN touched USING (contact_id) WHERE {within};
CREATE OR REPLACE TEMP TABLE people AS
SELECT contact_id, person, identity, arrived_at FROM anew SEMI JOIN touched USING (contact_id)
UNION ALL SELECT contact_id, person, identity, arrived_at FROM standing SEMI JOIN touched USING (contact_id)
    ANTI JOIN changed_ids USING (contact_id) ANTI JOIN anew USING (contact_id)
"""
"""Whose each contact is: as it stood, but for those named anew."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a change reaches: cases with a contact since `moved` may come out otherwise.

    The earliest contact of those came at `since`. None means the very beginning; contacts without a
    time always count as later.
    """

    moved: datetime | None
    since: datetime | None


def touch(tx: Transaction, con: DuckDBPyConnection, span: Span) -> Reach:
    """Make temp tables `touched` (contact ids), `own_cases` (case ids as they stood) and the view `scope`.

    `scope` holds the contacts of the touched customers as they are now, from a horizon before the
    earliest of their cases that may change.
    """
    near = Near(tx, con)
    moved = _moved(seed(tx, con, span), renames(con))
    since, deeper = moved, USUAL
    while True:
        near.look(_earlier(since, HORIZON + deeper))
        opened, may_be_earlier = _spread(con, moved)
        if since is not None and opened is not None and opened < since:
            since = opened
        reached = near.begins is None or (since is not None and since - near.begins >= HORIZON)
        if reached and not (may_be_earlier and near.begins is not None):
            break
        # A case began before what was looked at: twice as far back each time.
        deeper *= 2
    con.execute(SCOPE.format(within=later(_earlier(since, HORIZON))))
    return Reach(moved, since)


def _moved(seeds: Seeds, renamed: datetime | None) -> datetime | None:
    changed = min((at for at in (seeds.changed, renamed) if at is not None), default=None)
    if seeds.everything or (changed is None and seeds.closing is None):
        return None
    reached = (_earlier(changed, REACH_BACK), seeds.closing)
    return min(at for at in reached if at is not None)


def _spread(con: DuckDBPyConnection, moved: datetime | None) -> tuple[datetime | None, bool]:
    """Touch everybody whom the change reaches; when the earliest contact that was looked at of a case it may change
    came, and whether one of them may have begun before."""
    con.execute(MOVED_PEOPLE)
    size = -1
    # The first lot may name a contact twice: rows would then be as many although others came.
    while size != (size := _first(con, "SELECT count(DISTINCT contact_id) FROM touched")):
        con.execute(REACH)
    con.execute(OWN_CASES.format(moved=later(moved)))
    opened, may_be_earlier = con.execute(OPENED).fetchall()[0]
    return opened, bool(may_be_earlier)


def _earlier(moment: datetime | None, by: timedelta) -> datetime | None:
    return None if moment is None else max(moment, _FIRST + by) - by


def _first(con: DuckDBPyConnection, sql: str) -> Any:
    row = con.execute(sql).fetchone()
    assert row is not None, "an aggregate without groups gives one row"
    return row[0]
