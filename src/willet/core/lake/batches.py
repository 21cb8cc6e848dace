"""Which parts are folded together: all that depend on each other, and no more than memory likes."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby

from duckdb import DuckDBPyConnection

from willet.core.lake.buckets import month_of
from willet.core.lake.id_ranges import may_name
from willet.core.lake.landed import LandedIndex
from willet.core.lake.landing import parts_of, rows_of
from willet.core.lake.layout import Layout
from willet.core.sources import Source, hints_of

BATCH_ROWS = 3_000_000
"""Landed rows folded at once, unless one part alone has more."""


def closed(
    con: DuckDBPyConnection, index: LandedIndex, layout: Layout, source: Source, parts: set[date]
) -> set[date]:
    """The parts, and every part that shares a contact with one of them, near or far."""
    identity = hints_of(source).contact_id
    everything, known = index.parts(source.name), set(parts)
    if not hints_of(source).moves or identity is None:
        return known
    frontier = known & everything
    while frontier and not everything <= known:
        ids = f"SELECT {identity} AS id FROM ({parts_of(index, layout, source, frontier)})"
        rows = _naming(con, index, layout, source, ids)
        read_rows = con.execute(
            f"SELECT DISTINCT part FROM ({rows}) WHERE {identity} IN ({ids})"
        ).fetchall()
        frontier = {part for (part,) in read_rows} - known
        known |= frontier
    return known


def _naming(
    con: DuckDBPyConnection, index: LandedIndex, layout: Layout, source: Source, ids: str
) -> str:
    """SQL: the landed rows of the files that may name one of these contacts."""
    files = index.files(source.name, index.parts(source.name))
    identity = hints_of(source).contact_id
    if identity is None or source.landed.get(identity) != "VARCHAR":
        return rows_of(layout, source, files)
    paths = {(layout.landed / file): file for file in files}
    chosen = may_name(con, paths, identity, ids)
    return rows_of(layout, source, {paths[path]: files[paths[path]] for path in chosen})


def around(parts: Iterable[date], days: int) -> set[date]:
    """The parts with so many days before and after each."""
    steps = [timedelta(days=d) for d in range(-days, days + 1)]
    return {part + step for part in parts for step in steps}


def rows_seen(index: LandedIndex, layout: Layout, source: Source, parts: set[date]) -> str:
    """SQL: the landed rows that a fold of these parts is handed: theirs, those around, some of those far around."""
    hints = hints_of(source)
    near = around(parts, hints.context_days)
    rows = parts_of(index, layout, source, near)
    far = around(parts, hints.far_days) - near
    if hints.far_rows is None or not far:
        return rows
    return f"{rows} UNION ALL SELECT * FROM ({parts_of(index, layout, source, far)}) WHERE {hints.far_rows}"


def batches(
    con: DuckDBPyConnection, index: LandedIndex, layout: Layout, source: Source, parts: set[date]
) -> list[set[date]]:
    """The parts in groups to be folded one after another, whole months together where they fit."""
    rows = parts_of(index, layout, source, parts)
    sizes = dict(con.execute(f"SELECT part, count(*) FROM ({rows}) GROUP BY part").fetchall())
    apart = _grouped({part: sizes.get(part, 0) for part in parts})
    if len(apart) < 2 or not hints_of(source).moves:
        return apart
    return _joined(apart, _links(con, rows, hints_of(source).contact_id or "NULL"))


def _grouped(sizes: Mapping[date, int]) -> list[set[date]]:
    groups: list[set[date]] = []
    room = 0
    for piece in _pieces(sizes):
        need = sum(sizes[part] for part in piece)
        if need > room or not groups:
            groups.append(set())
            room = BATCH_ROWS
        groups[-1] |= piece
        room -= need
    return groups


def _pieces(sizes: Mapping[date, int]) -> Iterable[set[date]]:
    for _, days in groupby(sorted(sizes), month_of):
        month = set(days)
        whole = sum(sizes[d] for d in month) <= BATCH_ROWS
        yield from [month] if whole else ({day} for day in sorted(month))


def _links(con: DuckDBPyConnection, rows: str, identity: str) -> list[list[date]]:
    read_rows = con.execute(
        f"SELECT DISTINCT list_sort(list(DISTINCT part)) FROM ({rows}) WHERE {identity} IS NOT NULL "
        f"GROUP BY {identity} HAVING min(part) < max(part)"
    ).fetchall()
    return [parts for (parts,) in read_rows]


def _joined(groups: list[set[date]], links: list[list[date]]) -> list[set[date]]:
    """The groups, those that share a contact made one."""
    for parts in links:
        touching = [group for group in groups if not group.isdisjoint(parts)]
        if len(touching) > 1:
            groups = [g for g in groups if g not in touching] + [set().union(*touching)]
    return groups
