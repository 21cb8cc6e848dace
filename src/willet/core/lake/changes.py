"""What a transaction changed: the derived rows that went and those that came."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from duckdb import DuckDBPyConnection

from willet.core.lake.engine import typed_view
from willet.core.lake.landing import among
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import TableFile
from willet.core.records import TABLES

FOLDED = (
    "contacts",
    "visits",
    "outcomes",
    "answers",
    "agent_states",
    "call_ids",
    "uses",
    "reviews",
    "promises",
    "learned",
    "roster",
    "names",
    "interventions",
)
"""The tables that sources fold from landed rows; a source makes those it has something to say in."""
LINKED = ("cases", "links")
"""The tables derived from those. Any other table holds facts of its own, which nothing can make anew."""


@dataclass(slots=True)
class Replaced:
    """One place whose file was replaced: what stood there before the transaction, and what stands now."""

    old: TableFile | None
    new: TableFile | None
    parts: set[date] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Counted:
    """Contacts by what became of them, and the local days on which any row changed."""

    new: int = 0
    revised: int = 0
    removed: int = 0
    days: tuple[date, ...] = ()


def changed_rows(layout: Layout, table: str, replaced: Iterable[Replaced]) -> str:
    """The SELECT of all changed rows of a table, with `part` and `was`: true for a row that went."""
    arms = [arm for r in replaced for arm in _arms(layout, table, r)]
    nothing = typed_view(TABLES[table], [], part=True)
    return " UNION ALL ".join(arms) if arms else f"SELECT *, FALSE AS was FROM ({nothing})"


def _arms(layout: Layout, table: str, replaced: Replaced) -> list[str]:
    old, new = (_rows(layout, table, f, replaced) for f in (replaced.old, replaced.new))
    if old is None or new is None:
        return [f"SELECT *, {w} AS was FROM ({r})" for r, w in ((old, "TRUE"), (new, "FALSE")) if r]
    return [
        f"SELECT *, TRUE AS was FROM ({old} EXCEPT ALL {new})",
        f"SELECT *, FALSE AS was FROM ({new} EXCEPT ALL {old})",
    ]


def _rows(layout: Layout, table: str, file: TableFile | None, replaced: Replaced) -> str | None:
    if file is None:
        return None
    shown = typed_view(TABLES[table], [(file.columns, [file.path(layout)])], part=True)
    # Rows of parts that were not folded anew are the same in both files.
    return f"{shown} WHERE {among(replaced.parts)}" if replaced.parts else shown


def count_changes(con: DuckDBPyConnection) -> Counted:
    """Count what changed, from the views `changed_<table>` of a connection."""
    row = con.execute(
        "SELECT count(*) FILTER (WHERE NOT went AND came), count(*) FILTER (WHERE went AND came), "
        "count(*) FILTER (WHERE went AND NOT came) FROM (SELECT bool_or(was) AS went, bool_or(NOT was) "
        "AS came FROM changed_contacts GROUP BY contact_id)"
    ).fetchone()
    assert row is not None, "an aggregate without groups gives one row"
    dated = (table for table in FOLDED if "local_date" in TABLES[table].names)
    days = " UNION ".join(f"SELECT local_date FROM changed_{table}" for table in dated)
    found = con.execute(
        f"SELECT * FROM ({days}) WHERE local_date IS NOT NULL ORDER BY 1"
    ).fetchall()
    new, revised, removed = row
    return Counted(new, revised, removed, tuple(day for (day,) in found))
