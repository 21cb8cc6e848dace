"""Where a change begins: contacts that changed or of which something was said, and cases whose window closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from duckdb import DuckDBPyConnection

from willet.core.cases.following import follow
from willet.core.cases.rules import DEFAULT
from willet.core.lake import Transaction
from willet.core.lake.seen import Span, literal

WINDOW = timedelta(microseconds=DEFAULT.window_us)

CHANGED = """
CREATE OR REPLACE TEMP TABLE changed_ids AS SELECT DISTINCT contact_id FROM changed_contacts;
CREATE OR REPLACE TEMP TABLE changed_refs AS SELECT case_ref FROM changed_contacts WHERE case_ref IS NOT NULL
    UNION SELECT case_ref FROM changed_outcomes WHERE case_ref IS NOT NULL;
CREATE OR REPLACE TEMP TABLE corrected AS SELECT DISTINCT unnest([contact_id, other_id]) AS contact_id FROM (
    SELECT contact_id, other_id FROM changed_edits
    UNION ALL SELECT f.contact_id, f.other_id FROM changed_edits e JOIN followed_edits f USING (kind, made_at)
);
DELETE FROM corrected WHERE contact_id = '';
CREATE OR REPLACE TEMP TABLE mentioned AS SELECT contact_id, min(day) AS day, count(day) = count(*) AS dated FROM (
    SELECT contact_id, local_date AS day FROM changed_outcomes
    UNION ALL SELECT contact_id, local_date FROM changed_answers
    UNION ALL SELECT contact_id, local_date FROM changed_promises
    UNION ALL SELECT contact_id, NULL FROM corrected
    UNION ALL SELECT other_id, NULL FROM followed_edits SEMI JOIN corrected USING (contact_id)
    UNION ALL SELECT f.contact_id, NULL FROM followed_edits f SEMI JOIN corrected c ON c.contact_id = f.other_id
    UNION ALL SELECT other_id, NULL FROM followed_edits SEMI JOIN changed_ids USING (contact_id)
    UNION ALL SELECT f.contact_id, NULL FROM followed_edits f SEMI JOIN changed_ids c ON c.contact_id = f.other_id
) ANTI JOIN changed_ids USING (contact_id) WHERE contact_id <> '' GROUP BY contact_id;
CREATE OR REPLACE TEMP TABLE touched AS SELECT contact_id FROM changed_ids UNION SELECT contact_id FROM mentioned;
CREATE OR REPLACE TEMP TABLE moments AS SELECT arrived_at FROM changed_contacts WHERE arrived_at IS NOT NULL
"""
"""Contacts that changed, and those of which only something that was said did: each stands on a day, as a rule.

A split takes back joins that name its contact, and lets them hold again when it goes: what they name changes with it.
"""

ARRIVED = """
CREATE OR REPLACE TEMP TABLE met AS
SELECT contact_id, arrived_at, case_ref FROM ({contacts}) SEMI JOIN mentioned USING (contact_id);
INSERT INTO moments SELECT arrived_at FROM met WHERE arrived_at IS NOT NULL;
INSERT INTO changed_refs SELECT case_ref FROM met SEMI JOIN corrected USING (contact_id) WHERE case_ref IS NOT NULL;
DELETE FROM mentioned WHERE contact_id IN (SELECT contact_id FROM met)
"""
"""A contact that a split lets go, or no longer, may have followed any other of its case id, however long before."""

OF_THE_SAME_ID = """
CREATE OR REPLACE TEMP TABLE met AS
SELECT contact_id, arrived_at FROM ({contacts}) SEMI JOIN changed_refs USING (case_ref);
INSERT INTO moments SELECT arrived_at FROM met WHERE arrived_at IS NOT NULL;
INSERT INTO touched SELECT contact_id FROM met
"""

CLOSING = """
CREATE OR REPLACE TEMP TABLE closing AS SELECT case_id, opened_at FROM ({cases})
WHERE last_at >= {since} AND matures_at <= {until}
"""
"""The cases one of whose windows, from the opening to the last contact, closed since, or after an undo opened."""

BEGINNING = """
CREATE OR REPLACE TEMP TABLE closing AS SELECT case_id, opened_at FROM cases
WHERE last_at >= {since} AND opened_at - to_microseconds({window_us}) <= {until}
"""
"""The cases that began before what the lake has seen now or then, or soon after."""

THEIRS = "INSERT INTO touched SELECT contact_id FROM ({links}) SEMI JOIN closing USING (case_id)"


@dataclass(frozen=True, slots=True)
class Seeds:
    """When the earliest contact that changed came; since when the last contacts came of the cases that closed.

    Both are None where there are none. `everything` says that the lake begins elsewhere than before, so that no case is
    out of reach.
    """

    changed: datetime | None
    closing: datetime | None
    everything: bool


def seed(tx: Transaction, con: DuckDBPyConnection, span: Span) -> Seeds:
    """Make the temp tables `touched`, where a change begins, and `changed_ids`."""
    assert tx.seen is not None, "links that are current were made under a span"
    follow(con)
    con.execute(CHANGED)
    _find_mentioned(tx, con)
    if _count(con, "changed_refs"):
        refs = "SELECT case_ref AS id FROM changed_refs"
        contacts = tx.rows.naming(con, "contacts", refs, column="case_ref")
        con.execute(OF_THE_SAME_ID.format(contacts=contacts))
    changed: datetime | None = con.execute("SELECT min(arrived_at) FROM moments").fetchall()[0][0]
    _begin(tx.seen, con, span)
    return Seeds(changed, _close(tx, con, span), tx.seen.begins != span.begins)


def _find_mentioned(tx: Transaction, con: DuckDBPyConnection) -> None:
    """Note when the mentioned contacts came: looked for on their days, and everywhere if they are not there."""
    days: list[date] = [
        day for (day,) in con.execute("SELECT DISTINCT day FROM mentioned WHERE dated").fetchall()
    ]
    if days:
        con.execute(ARRIVED.format(contacts=tx.rows.on("contacts", days)))
    if _count(con, "mentioned"):
        con.execute(ARRIVED.format(contacts="FROM contacts"))


def _close(tx: Transaction, con: DuckDBPyConnection, span: Span) -> datetime | None:
    assert tx.seen is not None, "links that are current were made under a span"
    first, last = sorted((tx.seen.ends, span.ends))
    if first == last or first - datetime.min < WINDOW:  # noqa: DTZ901 -- UTC without a zone
        return None
    since = first - WINDOW
    cases = tx.rows.since("cases", since)
    con.execute(CLOSING.format(cases=cases, since=literal(since), until=literal(last)))
    opened: datetime | None = con.execute("SELECT min(opened_at) FROM closing").fetchall()[0][0]
    if opened is None:
        return None
    con.execute(THEIRS.format(links=tx.rows.since("links", opened)))
    return since


def _begin(before: Span, con: DuckDBPyConnection, span: Span) -> None:
    first, last = sorted((before.begins, span.begins))
    if first != last:
        words = {"since": literal(first), "until": literal(last), "window_us": DEFAULT.window_us}
        con.execute(BEGINNING.format(**words))
        con.execute(THEIRS.format(links="FROM links"))


def _count(con: DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
