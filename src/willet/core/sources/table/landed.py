"""The landed rows of a table: a contact as one version told it, with its evidence and its answers inside."""

from willet.core.records import ANSWERS, CONTACTS, OUTCOMES, VISITS, LakeTable

_TYPES = {c.name: c.type for table in (OUTCOMES, ANSWERS, VISITS) for c in table.columns}


def _struct(*names: str) -> str:
    return "STRUCT(" + ", ".join(f'"{name}" {_TYPES[name]}' for name in names) + ")[]"


EVIDENCE_PARTS = ("kind", "resolved", "cause", "stated_at", "stated_by")
ANSWER_PARTS = ("instrument", "scale", "score", "delivered_at", "answered_at")

LANDED: dict[str, str] = {
    **{column.name: column.type for column in CONTACTS.columns},
    "offers": _TYPES["offers"],
    "unanswered_offers": _TYPES["unanswered_offers"],
    "evidence": _struct(*EVIDENCE_PARTS),
    "answers": _struct(*ANSWER_PARTS),
    "is_leg": "BOOLEAN",
}
"""Columns of the landed rows: name -> DuckDB type, without `part`, which is the local day of the arrival.

`is_leg`: whether the mapping says that a row is a leg of a call; NULL where it says nothing.
"""


def names_of(table: LakeTable, prefix: str = "") -> str:
    """The columns of a table as a list in SQL."""
    return ", ".join(f'{prefix}"{name}"' for name in table.names)
