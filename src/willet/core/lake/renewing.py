"""Landed rows of an earlier format as today's Willet would have landed them.

Their files stay as they stand where a source has nothing to fill in: a column they lack is NULL. Their fingerprints
are taken anew, so that the same file imported again is known again.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from duckdb import DuckDBPyConnection

from willet.core.lake.format import FORMAT
from willet.core.lake.landed import LandedIndex, Parts
from willet.core.lake.landing import fingerprints, rows_of, store_parts
from willet.core.lake.layout import Layout
from willet.core.sources import Source, stamp_of

ZoneOf = Callable[[str], str]
"""The zone in which a run told its local days."""


def renew(
    con: DuckDBPyConnection, index: LandedIndex, layout: Layout, source: Source, zone_of: ZoneOf
) -> None:
    """Bring the landed rows of one source up to today's columns, in the index and beside the old files."""
    names: dict[tuple[date, str], str] = {}
    store: dict[date, dict[str, str]] = {}
    for file, parts in index.held(source.name).items():
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE landed AS {rows_of(layout, source, {file: set(parts)})}"
        )
        files = _stamped(con, layout, source, file, zone_of)
        for part, print_ in fingerprints(con, source).items():
            names[part, parts[part]] = print_
            store.setdefault(part, {}).setdefault(print_, files.get(part, file))
    index.store[source.name] = store
    for run, brought in index.runs.items():
        if brought.source == source.name:
            index.runs[run] = replace(brought, parts=_renamed(brought.parts, names))


def _stamped(
    con: DuckDBPyConnection,
    layout: Layout,
    source: Source,
    file: str,
    zone_of: ZoneOf,
) -> Mapping[date, str]:
    """Where the rows of temp table `landed` stand once filled in; nothing where they stay in their file."""
    stamp = stamp_of(source)
    if stamp is None:
        return {}
    run_id = PurePosixPath(file).name.partition(".")[0]
    stamp(con, zone_of(run_id))
    parts = [part for (part,) in con.execute("SELECT DISTINCT part FROM landed").fetchall()]
    # Each file by itself: rows of two that one run wrote must not come to stand under one name.
    again = f"{run_id}.{FORMAT}-{PurePosixPath(file).parent.name}"
    return store_parts(con, layout, source, parts, again)


def _renamed(parts: Parts, names: Mapping[tuple[date, str], str]) -> Parts:
    return {part: names[part, print_] for part, print_ in parts.items()}
