"""The contacts an import can have moved: the customers it touched, from where their cases may come out otherwise.

A changed contact can change what is known of its customer's contacts within the horizon, and of the
cases those are in, and no more: gaps beyond the horizon are all alike. What lies before that rests as it is, so
that the import of a day costs no more in a lake's fifth year than in its first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core.cases.following import follow
from willet.core.cases.rules import DEFAULT, HORIZON_DAYS
from willet.core.cases.span import Span, literal, span_before

HORIZON = timedelta(days=HORIZON_DAYS)
_FIRST = datetime.min  # noqa: DTZ901 -- the lake's instants are UTC without a zone

CHANGED = """
CREATE OR REPLACE TEMP TABLE changed AS
SELECT contact_id, case_ref FROM changed_contacts
UNION SELECT contact_id, case_ref FROM changed_outcomes
UNION SELECT contact_id, NULL FROM changed_answers
UNION SELECT unnest([contact_id, other_id]), NULL FROM changed_edits
UNION SELECT unnest([f.contact_id, f.other_id]), NULL FROM changed_edits e JOIN followed_edits f USING (kind, made_at)
"""

SEEDS = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT contact_id FROM changed WHERE contact_id <> ''
UNION SELECT contact_id FROM people SEMI JOIN (FROM changed WHERE case_ref IS NOT NULL) USING (case_ref)
UNION SELECT contact_id FROM links SEMI JOIN (
    SELECT case_id FROM cases
    WHERE {before} <> {until} AND matures_at <= greatest({before}, {until})
            AND last_at + to_microseconds({window_us}) >= least({before}, {until})
        OR {since} <> {begins} AND last_at >= least({since}, {begins})
            AND opened_at - to_microseconds({window_us}) <= greatest({since}, {begins})
) USING (case_id)
"""
"""What changed, and the cases one of whose windows (from the opening to the last contact) closed since, or after
an undo opened; and those that began before what the lake has seen now or then, or soon after."""

RENAMED = """
INSERT INTO touched SELECT contact_id FROM people JOIN links AS l USING (contact_id)
WHERE people.person IS DISTINCT FROM l.customer_key OR people.identity IS DISTINCT FROM l.identity
"""
"""Contacts that turned out to be somebody else's, because a contact now carries two identities, or no longer."""

TWO_KEYS = """
SELECT count(*) > 0 FROM changed_contacts WHERE (id_key IS NOT NULL)::INT
    + (number_key IS NOT NULL)::INT + (email_key IS NOT NULL)::INT > 1
"""

EARLIEST_SEED = """
SELECT min(arrived_at) FROM (
    SELECT contact_id, arrived_at FROM people UNION ALL SELECT contact_id, arrived_at FROM links
) SEMI JOIN touched USING (contact_id)
"""

NEAR = """
CREATE OR REPLACE TEMP TABLE near_people AS SELECT * FROM people WHERE {within};
CREATE OR REPLACE TEMP TABLE standing AS
SELECT contact_id, arrived_at, customer_key AS person, identity, case_id FROM links WHERE {within}
"""
"""The narrow part of the contacts and of the links as they were, read once."""

REACH = """
CREATE OR REPLACE TEMP TABLE touched AS
WITH here AS (SELECT contact_id, person, case_ref FROM near_people SEMI JOIN touched USING (contact_id)),
    there AS (SELECT person, case_id FROM standing SEMI JOIN touched USING (contact_id))
SELECT contact_id FROM touched
UNION SELECT contact_id FROM near_people
    SEMI JOIN (SELECT person FROM here UNION SELECT person FROM there) USING (person)
UNION SELECT contact_id FROM near_people SEMI JOIN here USING (case_ref)
UNION SELECT contact_id FROM standing SEMI JOIN there USING (case_id)
UNION SELECT other_id FROM followed_edits SEMI JOIN touched USING (contact_id) WHERE other_id <> ''
UNION SELECT contact_id FROM followed_edits SEMI JOIN touched ON touched.contact_id = followed_edits.other_id
"""
"""One step outwards: whoever shares a customer, a case id, a case or a join with one already touched."""

OWN_CASES = """
CREATE OR REPLACE TEMP TABLE own_cases AS
SELECT DISTINCT case_id FROM standing SEMI JOIN touched USING (contact_id) WHERE {moved}
"""

SCOPE = """
CREATE OR REPLACE TEMP VIEW scope AS SELECT * FROM contacts SEMI JOIN touched USING (contact_id) WHERE {within};
DROP {kind} people;
CREATE TEMP VIEW people AS SELECT * FROM near_people
"""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a change reaches: cases with a contact since `moved` may come out otherwise.

    The earliest contact of those came at `since`. None means the very beginning; contacts without a
    time always count as later.
    """

    moved: datetime | None
    since: datetime | None
    before: Span


def touch(con: DuckDBPyConnection, span: Span, *, merged: bool) -> Reach:
    """Make temp tables `touched` (contact ids), `own_cases` (case ids as they stood) and the view `scope`.

    `scope` holds the contacts of the touched customers as they are now, from a horizon before the
    earliest of their cases that may change. `merged` says whether identities were merged, which may
    change whose an old contact is.
    """
    before = span_before(con)
    _seed(con, before, span)
    if merged or _first(con, TWO_KEYS):
        con.execute(RENAMED)
    moved = _earlier(_first(con, EARLIEST_SEED), 2 * HORIZON)
    since = moved
    while (
        (opened := _spread(con, since, moved)) is not None and since is not None and opened < since
    ):
        since = opened
    kind = "TABLE" if merged else "VIEW"
    con.execute(SCOPE.format(within=later(_earlier(since, HORIZON)), kind=kind))
    return Reach(moved, since, before)


def later(moment: datetime | None, time: str = "arrived_at") -> str:
    """SQL: whether a contact came at an instant or after it, or nobody knows when."""
    return "TRUE" if moment is None else f"({time} >= {literal(moment)} OR {time} IS NULL)"


def _seed(con: DuckDBPyConnection, before: Span, span: Span) -> None:
    edges = {
        "before": before.ends,
        "until": span.ends,
        "since": before.begins,
        "begins": span.begins,
    }
    follow(con)
    con.execute(CHANGED)
    words = {name: literal(edge) for name, edge in edges.items()}
    con.execute(SEEDS.format(**words, window_us=DEFAULT.window_us))


def _spread(
    con: DuckDBPyConnection, since: datetime | None, moved: datetime | None
) -> datetime | None:
    """Touch everybody whom the change reaches; when the earliest contact of a case it may change came."""
    con.execute(NEAR.format(within=later(_earlier(since, HORIZON))))
    size = -1
    while size != (size := _first(con, "SELECT count(*) FROM touched")):
        con.execute(REACH)
    con.execute(OWN_CASES.format(moved=later(moved)))
    result: datetime | None = _first(
        con, "SELECT min(arrived_at) FROM links SEMI JOIN own_cases USING (case_id)"
    )
    return result


def _earlier(moment: datetime | None, by: timedelta) -> datetime | None:
    return None if moment is None else max(moment, _FIRST + by) - by


def _first(con: DuckDBPyConnection, sql: str) -> Any:
    row = con.execute(sql).fetchone()
    assert row is not None, "an aggregate without groups gives one row"
    return row[0]
