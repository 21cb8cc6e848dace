"""SQL over the lake's tables of which one reader sees only the rows open to them."""

import re

from willet.core.records import TABLES, LakeTable
from willet.people.visibility import Visibility


def with_visible_rows(sql: str, visibility: Visibility) -> tuple[str, dict[str, object]]:
    """The statement over the rows open to a reader, and the values that this binds.

    Each table that it names stands for its open rows; nothing it says can reach the others.
    """
    if visibility.everyone:
        return sql, {}
    clause, bound = visibility.sql()
    tables = [t for t in TABLES.values() if re.search(rf"\b{t.name}\b", sql, re.IGNORECASE)]
    views = [f'"{t.name}" AS NOT MATERIALIZED ({_open_rows(t, clause)})' for t in tables]
    if not views:
        return sql, {}
    rest = re.sub(r"\A\s*with\b", ",", sql, flags=re.IGNORECASE)
    return f"WITH {', '.join(views)} {rest}", bound if any("$" in v for v in views) else {}


def _open_rows(table: LakeTable, clause: str) -> str:
    """The open rows of a table; none of one that neither has an agent and a team nor is about a contact."""
    rows = f'SELECT * FROM "{table.name}" WHERE'
    if table.name == "cases":
        # A case is open as soon as one of its contacts is.
        return f'{rows} case_id IN (SELECT case_id FROM "links" WHERE {clause})'
    if {"agent", "team"} <= set(table.names):
        return f"{rows} {clause}"
    if "contact_id" in table.names:
        return f'{rows} contact_id IN (SELECT contact_id FROM "contacts" WHERE {clause})'
    return f"{rows} FALSE"
