"""The part of a lake that is looked at: what came since a moment, in views that open no file from before it."""

from datetime import datetime

from duckdb import DuckDBPyConnection

from willet.core.cases.people import NAMED
from willet.core.lake import Transaction
from willet.core.lake.seen import literal

VIEWED = ("contacts", "links", "cases")
EVIDENCE = ("outcomes", "answers", "promises")

STANDING = """
CREATE OR REPLACE TEMP TABLE standing AS
SELECT contact_id, arrived_at, customer_key AS person, identity, case_id,
    linked_by = 'first' OR case_id = 'case:' || contact_id AS opens
FROM near_links WHERE {within}
"""
"""The narrow part of the links as they were, read once; `opens` where a case begins with the contact."""

REFS = """
CREATE OR REPLACE TEMP TABLE near_refs AS
SELECT contact_id, case_ref FROM near_contacts WHERE case_ref IS NOT NULL AND {within}
"""

FRESH = """
CREATE OR REPLACE TEMP VIEW fresh AS
SELECT * FROM near_contacts SEMI JOIN (
    SELECT contact_id FROM near_contacts SEMI JOIN changed_ids USING (contact_id)
    UNION SELECT contact_id FROM near_contacts SEMI JOIN renamed_keys ON number_key = key
    UNION SELECT contact_id FROM near_contacts SEMI JOIN renamed_keys ON email_key = key
) USING (contact_id) WHERE {within}
"""
"""Contacts whose customer is to be named anew."""

ANEW = "CREATE OR REPLACE TEMP TABLE anew AS {named}"


class Near:
    """What is looked at of a lake in a transaction: everything since `begins`; None stands for the very beginning."""

    def __init__(self, tx: Transaction, con: DuckDBPyConnection) -> None:
        self.tx, self.con = tx, con
        self.begins: datetime | None = None

    def look(self, since: datetime | None) -> None:
        """Make the views `near_contacts`, `near_links`, `near_cases` and of the evidence that came since, and
        the temp tables `standing`, `near_refs` and `anew`: whose the contacts are that are named anew.

        Where no file is from before, all rows are looked at: `begins` then says so, and nothing farther back is left.

        Expects `changed_ids`, the contacts that changed, and what `renames` makes.
        """
        self.begins = since if self._leaves_out_files(since) else None
        for table in VIEWED:
            self._show(f"near_{table}", self.tx.rows.since(table, since))
        for table in EVIDENCE:
            self._show(table, self.tx.rows.about(table, since))
        words = {"within": later(self.begins)}
        for statement in (STANDING, REFS, FRESH, ANEW):
            self.con.execute(statement.format(**words, named=NAMED.format(contacts="fresh")))

    def _leaves_out_files(self, since: datetime | None) -> bool:
        return any(self.tx.rows.leaves_out(table, since) for table in ("contacts", "links"))

    def _show(self, view: str, rows: str) -> None:
        self.con.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {rows}")


def later(moment: datetime | None, time: str = "arrived_at") -> str:
    """SQL: whether a contact came at an instant or after it, or nobody knows when."""
    return "TRUE" if moment is None else f"({time} >= {literal(moment)} OR {time} IS NULL)"
