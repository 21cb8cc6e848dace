"""Forgets in the landed rows of a lake: each file that holds what is to go is written anew, and the old one swept."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import uuid4

from duckdb import DuckDBPyConnection

from willet.core.lake.erased import Tombstone, salt_of, tombstones
from willet.core.lake.landed import Parts
from willet.core.lake.landing import fingerprints, rows_of, store_parts
from willet.core.lake.layout import Layout
from willet.core.lake.lock import writer_lock
from willet.core.lake.manifest import read_head
from willet.core.lake.scrubbing import Marked, PersonalColumns, hit_by, marked, scrub
from willet.core.lake.sweep import sweep
from willet.core.lake.transaction import Transaction
from willet.core.sources import Source

Names = dict[tuple[date, str], str]
"""Part and fingerprint of before -> fingerprint of now."""


def forget_just_read(con: DuckDBPyConnection, source: Source, lake: Layout) -> None:
    """Take out of temp table `landed`, before anything of it is stored, what the lake was told to forget."""
    stones = tombstones(lake)
    if stones:
        columns = PersonalColumns.of(source.landed)
        scrub(con, "landed", columns, marked(con, "landed", columns, stones, salt_of(lake)))


def forget_landed(
    tx: Transaction, con: DuckDBPyConnection, source: Source, stones: Collection[Tombstone]
) -> set[date]:
    """Take it out of the rows that rest in the lake; give the parts that must be folded anew."""
    columns, salt = PersonalColumns.of(source.landed), salt_of(tx.layout)
    names, touched = Names(), set[date]()
    for file, parts in tx.index.held(source.name).items():
        rows = rows_of(tx.layout, source, {file: set(parts)})
        what = marked(con, f"({rows})", columns, stones, salt)
        if what:
            con.execute(f"CREATE OR REPLACE TEMP TABLE landed AS {rows}")
            changed = _scrubbed(con, source, columns, what)
            if changed:
                names |= _stored_anew(tx, con, source, parts)
                touched |= changed
    for run, brought in tx.index.runs.items():
        if brought.source == source.name:
            tx.index.runs[run] = replace(brought, parts=_renamed(brought.parts, names))
    return touched


def _scrubbed(
    con: DuckDBPyConnection, source: Source, columns: PersonalColumns, what: Marked
) -> set[date]:
    """Scrub the rows of temp table `landed`; give the parts whose fold depends on those that changed."""
    changed = _parts_hit(con, columns, what)
    if not changed:
        return set()
    touched = _touched(con, source, changed)
    scrub(con, "landed", columns, what)
    return touched | changed


def _stored_anew(tx: Transaction, con: DuckDBPyConnection, source: Source, parts: Parts) -> Names:
    """Write all parts of a file anew, for the whole of the old one goes; give what they are called now."""
    files = store_parts(con, tx.layout, source, parts, f"erased-{uuid4().hex}")
    kept = tx.index.store[source.name]
    names = Names()
    for part, print_ in fingerprints(con, source).items():
        names[part, parts[part]] = print_
        del kept[part][parts[part]]
        kept[part][print_] = files[part]
    return names


def _parts_hit(con: DuckDBPyConnection, columns: PersonalColumns, what: Marked) -> set[date]:
    hit = f"SELECT DISTINCT part FROM landed WHERE {hit_by(columns, what)}"
    return {part for (part,) in con.execute(hit).fetchall()}


def _touched(con: DuckDBPyConnection, source: Source, parts: set[date]) -> set[date]:
    days = ", ".join(f"DATE '{day}'" for day in sorted(parts))
    con.execute("ALTER TABLE landed RENAME TO landed_whole")
    con.execute(f"CREATE TEMP TABLE landed AS FROM landed_whole WHERE part IN ({days})")
    touched = {part for (part,) in con.execute(source.parts_touched(con)).fetchall()}
    con.execute("DROP TABLE landed")
    con.execute("ALTER TABLE landed_whole RENAME TO landed")
    return touched


def _renamed(parts: Parts, names: Names) -> Parts:
    return {part: names.get((part, print_), print_) for part, print_ in parts.items()}


def sweep_at_once(layout: Layout) -> None:
    """Delete the files of all states before today's, but for one that somebody reads from this very moment."""
    with writer_lock(layout.lock):
        sweep(layout, read_head(layout), grace_s=0.0, newest=1)
