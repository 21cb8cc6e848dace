"""The grains and dimensions an answer can be split by: SQL that groups, Python that names the group.

A group is keyed by a small integer or a date in SQL and only named ("1999-W01") once there are few.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from willet.core.metrics.dialect import Dialect
from willet.core.metrics.nodes import Kind
from willet.core.records import TABLES

GRAIN_KINDS: dict[str, Kind] = {
    "year": "number",
    "weekday": "number",
    "hour": "number",
    "interval": "number",
}
"""The grains a filter may name; days are chosen by the first and last day of the question."""


@dataclass(frozen=True, slots=True)
class GrainRule:
    """How one grain is grouped in SQL, named in Python, and read back from its name."""

    sql: Callable[[Dialect], str]
    name: Callable[[Any], str | int]
    key: Callable[[Any], Any]


def _part(part: str) -> Callable[[Dialect], str]:
    return lambda d: d.date_part(part, "local_date")


def _pair(high: str, low: str) -> Callable[[Dialect], str]:
    return lambda d: f"{_part(high)(d)} * 100 + {_part(low)(d)}"


def _split(separator: str, *, width: int) -> Callable[[Any], str]:
    return lambda key: f"{int(key) // 100:04d}-{separator}{int(key) % 100:0{width}d}"


def _joined(name: Any) -> int:
    year, rest = str(name).split("-")
    return int(year) * 100 + int(rest.lstrip("WQ"))


GRAINS: dict[str, GrainRule] = {
    "day": GrainRule(lambda d: "local_date", str, lambda n: date.fromisoformat(str(n))),
    "week": GrainRule(_pair("isoyear", "week"), _split("W", width=2), _joined),
    "month": GrainRule(_pair("year", "month"), _split("", width=2), _joined),
    "quarter": GrainRule(_pair("year", "quarter"), _split("Q", width=1), _joined),
    "year": GrainRule(_part("year"), int, int),
    "weekday": GrainRule(_part("isodow"), int, int),
    "hour": GrainRule(lambda d: d.quotient("wall_interval", 4), int, int),
    "interval": GrainRule(lambda d: "wall_interval", int, int),
}

TAG = "tag"
OF_CONTACTS: Mapping[str, str] = {"disposition": "disposition", TAG: "tags"}
"""What every row that leads to a contact is split and filtered by, and the column of contacts that holds it."""
CONTACT_OF = {"cases": "first_contact"}
"""Where a table's own row is not a contact, the column that leads to one."""

SPLITTABLE = frozenset(
    """queue agent team topic channel direction language outcome source ended_by disposition cause
    transfers identity resolved visit_no instrument linked_by decided_by contacts
    grant_kind currency""".split()
)
"""The columns an answer may be split by: those that name groups, never those that name people."""


def contact_of(table: str) -> str | None:
    """The column that leads from a row of a table to its contact; None where none does."""
    key = CONTACT_OF.get(table, "contact_id")
    return key if key in TABLES[table].names else None


def splits_of(table: str) -> list[str]:
    """The columns that an answer over a table may be split by."""
    own = [name for name in TABLES[table].names if name in SPLITTABLE]
    return [*own, *(n for n in OF_CONTACTS if n not in own and contact_of(table) is not None)]
