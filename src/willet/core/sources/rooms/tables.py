"""Which tables of the lake rooms have rows for, and which of their columns a room may give."""

from collections.abc import Mapping

from willet.core.records import (
    ANSWERS,
    CODES,
    INTERVENTIONS,
    LEARNED,
    NAMES,
    OUTCOMES,
    PROMISES,
    REVIEWS,
    ROSTER,
    USES,
    LakeTable,
)

OF_CONTACTS = {t.name: t for t in (OUTCOMES, ANSWERS, USES, REVIEWS, PROMISES, CODES)}
"""Rows that speak of a contact, or of a case."""
FREE = {t.name: t for t in (LEARNED, ROSTER, NAMES, INTERVENTIONS)}
"""Rows that speak of no call."""
OFFERED: Mapping[str, LakeTable] = {**OF_CONTACTS, **FREE}

WHEN = {"outcomes": "stated_at", "uses": "used_at", "reviews": "reviewed_at", "codes": "coded_at"}
"""The column that is the moment of the row itself: when it was written down, unless the room knows better."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "outcomes": ("kind",),
    "answers": ("instrument", "scale"),
    "uses": ("kind",),
    "reviews": ("review_id", "item"),
    "promises": ("due_at",),
    "codes": (),
    "learned": ("agent", "course", "local_date"),
    "roster": ("agent", "team"),
    "names": ("kind", "spelt", "name"),
    "interventions": ("intervention_id", "lever", "unit"),
}
"""Columns without which a row says nothing."""
_NAMED_APART = {"contact_id", "case_ref", "leg", "customer_key"}
"""What a row speaks of is not among its values."""
_OF_THE_CONTACT = {
    "source",
    "local_date",
    "local_interval",
    "wall_interval",
    "direction",
    "channel",
    "outcome",
}
"""A room does not say these of a contact: they are the contact's own."""
_NUMBERED = {"outcomes", "answers", "reviews", "promises", "codes", "learned"}


def given_columns(table: str) -> dict[str, str]:
    """The columns that a room may give a row of this table -> their DuckDB types."""
    closed = _NAMED_APART | (_OF_THE_CONTACT if table in OF_CONTACTS else set())
    closed |= {"revision"} if table in _NUMBERED else set()
    return {c.name: c.type for c in OFFERED[table].columns if c.name not in closed}


def numbered(table: str) -> bool:
    """Whether `revision` of this table is that of the row, and not of the thing it used."""
    return table in _NUMBERED
