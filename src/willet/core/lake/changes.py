"""What a transaction changed: the derived rows that went and those that came."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from duckdb import DuckDBPyConnection

from willet.core.lake.buckets import year_of
from willet.core.lake.engine import Group, typed_view
from willet.core.lake.landing import among
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import TableFile
from willet.core.lake.seen import Span, watched_usually
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
    "codes",
    "learned",
    "roster",
    "names",
    "interventions",
    "room_rows",
    "room_joins",
)
"""The tables that sources fold from landed rows; a source makes those it has something to say in."""
Alike: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
"""Columns that files were written with, and SQL for those worked out from them."""

LINKED = ("cases", "links")
"""The tables derived from those. Any other table holds facts of its own, which nothing can make anew."""


@dataclass(slots=True)
class Replaced:
    """One place whose file was replaced: what stood there before the transaction, and what stands now."""

    old: TableFile | None
    new: TableFile | None
    parts: set[date] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class CountedChanges:
    """Contacts by what became of them, and the local days on which any row changed."""

    new: int = 0
    revised: int = 0
    removed: int = 0
    days: tuple[date, ...] = ()


def files_by_columns(
    layout: Layout, files: Iterable[TableFile], seen: Span | None = None
) -> list[Group]:
    """The paths of the files, those that are read alike together, as `typed_view` takes them.

    `seen` is what the lake has seen; without it, what hangs on that is unknown.
    """
    groups: dict[Alike, list[Path]] = {}
    for file in files:
        alike = file.columns, tuple(_worked_out(file, seen).items())
        groups.setdefault(alike, []).append(file.path(layout).absolute())
    return [Group(columns, paths, dict(given)) for (columns, given), paths in groups.items()]


def _worked_out(file: TableFile, seen: Span | None) -> Mapping[str, str]:
    if seen is None or not TABLES[file.table].worked_out:
        return {}
    return watched_usually(seen, file.oldest, file.newest)


def changed_rows(layout: Layout, table: str, replaced: Iterable[Replaced]) -> str:
    """The SELECT of all changed rows of a table, with `part` and `was`: true for a row that went."""
    came, went, both = list[TableFile](), list[TableFile](), dict[str, list[Replaced]]()
    for (source, _), some in _by_year(replaced).items():
        old, new = [r.old for r in some if r.old], [r.new for r in some if r.new]
        if old and new:
            both.setdefault(source, []).extend(some)
        else:
            came += new
            went += old
    arms = [*_all_of(layout, table, went, "TRUE"), *_all_of(layout, table, came, "FALSE")]
    arms += [arm for some in both.values() for arm in _arms(layout, table, some)]
    nothing = typed_view(TABLES[table], [], part=True)
    return " UNION ALL ".join(arms) if arms else f"SELECT *, FALSE AS was FROM ({nothing})"


def _by_year(replaced: Iterable[Replaced]) -> dict[tuple[str, str], list[Replaced]]:
    """By source and year: within one, rows may have moved from the file of a month into that of the year, or back."""
    years: dict[tuple[str, str], list[Replaced]] = {}
    for r in replaced:
        file = r.old or r.new
        if file is not None:
            years.setdefault((file.source, year_of(file.bucket)), []).append(r)
    return years


def _all_of(layout: Layout, table: str, files: list[TableFile], was: str) -> list[str]:
    return [f"SELECT *, {was} AS was FROM ({_rows(layout, table, files)})"] if files else []


def _arms(layout: Layout, table: str, replaced: Sequence[Replaced]) -> list[str]:
    # A row names its own year by its day: rows of two years of one source are never the same row.
    old = _rows(layout, table, [r.old for r in replaced if r.old])
    new = _rows(layout, table, [r.new for r in replaced if r.new])
    if all(r.parts for r in replaced):
        # Rows of parts that were not folded anew are the same in both files.
        within = among(set().union(*(r.parts for r in replaced)))
        old, new = (f"SELECT * FROM ({rows}) WHERE {within}" for rows in (old, new))
    return [
        f"SELECT *, TRUE AS was FROM ({old} EXCEPT ALL {new})",
        f"SELECT *, FALSE AS was FROM ({new} EXCEPT ALL {old})",
    ]


def _rows(layout: Layout, table: str, files: Iterable[TableFile]) -> str:
    shown = typed_view(TABLES[table], files_by_columns(layout, files), part=True)
    return f"SELECT * FROM ({shown})"


def count_changes(con: DuckDBPyConnection, tables: Collection[str]) -> CountedChanges:
    """Count what changed, from the views `changed_<table>` of a connection that shows contacts and `tables`."""
    row = con.execute(
        "SELECT count(*) FILTER (WHERE NOT went AND came), count(*) FILTER (WHERE went AND came), "
        "count(*) FILTER (WHERE went AND NOT came) FROM (SELECT bool_or(was) AS went, bool_or(NOT was) "
        "AS came FROM changed_contacts GROUP BY contact_id)"
    ).fetchone()
    assert row is not None, "an aggregate without groups gives one row"
    dated = sorted(table for table in {"contacts", *tables} if "local_date" in TABLES[table].names)
    days = " UNION ".join(f"SELECT local_date FROM changed_{table}" for table in dated)
    rows = con.execute(f"SELECT * FROM ({days}) WHERE local_date IS NOT NULL ORDER BY 1").fetchall()
    new, revised, removed = row
    return CountedChanges(new, revised, removed, tuple(day for (day,) in rows))
