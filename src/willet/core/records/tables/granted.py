"""What was granted beside the case it was granted in: a table that no file holds, worked out of two that files hold."""

from typing import Final

from willet.core.records.money import major_sql
from willet.core.records.tables.table import PLACE, LakeTable, columns

GRANTS = LakeTable(
    "grants",
    "one grant to a customer, with the case of its contact (worked out of uses and links when it is read)",
    ("source", "grant_kind", "contact_id", "agent", "used_at"),
    columns(
        PLACE
        + """
grant_kind VARCHAR key of the kind of grant
used_at TIMESTAMP UTC, when it was granted
how VARCHAR within, decided
amount DOUBLE money granted, in its currency itself
currency VARCHAR ISO 4217 code of the amount
case_id VARCHAR the case of its contact; NULL while no source told of it
resolved BOOLEAN the verdict on that case
"""
    ),
)
_OWN: Final = {
    "grant_kind": "u.ref",
    "amount": major_sql("u.amount_minor", "u.currency"),
    "case_id": "l.case_id",
    "resolved": "l.resolved",
}
_LISTED = ", ".join(f"{_OWN.get(name, f'u.{name}')} AS {name}" for name in GRANTS.names)
_JOINED = "uses u LEFT JOIN links l ON l.contact_id = u.contact_id"
GRANTED_ROWS: Final = f"SELECT {_LISTED} FROM {_JOINED} WHERE u.kind = 'grant'"
"""The SELECT that makes the table, over `uses` and `links` as they are shown."""
