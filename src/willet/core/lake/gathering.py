"""Rows that come a few at a time, for years: all of a source are one run, each row stands once, in few files.

What rests is a set of rows. Which file holds which follows from the set alone, and so do the name and the bytes of
each file: whatever the batches were in which the rows came, the lake is the same.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath

from duckdb import DuckDBPyConnection

from willet.core.lake.buckets import are_few, month_of
from willet.core.lake.durable import make_folder, publish, storing
from willet.core.lake.engine import name, quoted
from willet.core.lake.landed import LandedIndex, Parts
from willet.core.lake.landing import among, fingerprints, parts_of
from willet.core.lake.layout import Layout
from willet.core.lake.seals import refuse_damaged
from willet.core.sources import Source, hints_of, settle_of


def gather(
    con: DuckDBPyConnection, index: LandedIndex, layout: Layout, source: Source, run_id: str
) -> set[date]:
    """Put the rows of table `landed` beside those that the source has, and say in which parts any row is new."""
    beside = _beside(con, index, layout, source)
    _refuse_damaged(index, layout, source, beside)
    _merge(con, source, parts_of(index, layout, source, beside))
    came = fingerprints(con, source)
    known = _known(index, source)
    changed = {part for part, print_ in came.items() if known.get(part) != print_}
    if changed:
        now = {**known, **{part: came[part] for part in changed}}
        files = _stored(con, index, layout, source, _Plan.of(index, source, now, changed))
        index.gather(run_id, source.name, {part: now[part] for part in files}, files)
    return changed


def _beside(
    con: DuckDBPyConnection, index: LandedIndex, layout: Layout, source: Source
) -> set[date]:
    """The parts of the rows that came, and those in which the same things were spoken of before."""
    parts = {part for (part,) in con.execute("SELECT DISTINCT part FROM landed").fetchall()}
    identity, held = hints_of(source).contact_id, index.parts(source.name)
    if identity is None or not held:
        return parts
    rows = parts_of(index, layout, source, held)
    named = f"SELECT {identity} FROM landed"
    others = con.execute(f"SELECT DISTINCT part FROM ({rows}) WHERE {identity} IN ({named})")
    return parts | {part for (part,) in others.fetchall()}


def _merge(con: DuckDBPyConnection, source: Source, rows: str) -> None:
    con.execute(f"CREATE TEMP TABLE merged AS SELECT * FROM landed UNION BY NAME {rows}")
    con.execute("DROP TABLE landed")
    con.execute("ALTER TABLE merged RENAME TO landed")
    settle = settle_of(source)
    if settle is not None:
        settle(con)


def _known(index: LandedIndex, source: Source) -> dict[date, str]:
    """The fingerprint of each part; a source that gathers has one set of rows in each."""
    kept = index.store.get(source.name, {})
    return {part: print_ for part, sets in kept.items() for print_ in sets}


@dataclass(frozen=True, slots=True)
class _Plan:
    """The files to be written: bucket -> its parts, with the fingerprint of each."""

    buckets: Mapping[str, Parts]

    @classmethod
    def of(
        cls, index: LandedIndex, source: Source, now: Parts, changed: Collection[date]
    ) -> "_Plan":
        """Those with a part that changed, and those whose rows stand in a file of another bucket so far."""
        years = {f"{part:%Y}" for part in changed}
        parts = {part: print_ for part, print_ in now.items() if f"{part:%Y}" in years}
        wanted = _wanted(parts)
        stands = _stands(index, source)
        touched = {b for part, b in wanted.items() if part in changed or stands.get(part) != b}
        return cls(
            {
                bucket: {part: parts[part] for part, b in wanted.items() if b == bucket}
                for bucket in sorted(touched)
            }
        )


def _wanted(parts: Parts) -> dict[date, str]:
    """The bucket of each part: its year where that has few rows, else its month."""
    rows: dict[str, int] = {}
    for part, print_ in parts.items():
        rows[f"{part:%Y}"] = rows.get(f"{part:%Y}", 0) + int(print_.partition("-")[0], 16)
    return {part: f"{part:%Y}" if are_few(rows[f"{part:%Y}"]) else month_of(part) for part in parts}


def _stands(index: LandedIndex, source: Source) -> dict[date, str]:
    kept = index.store.get(source.name, {})
    return {
        part: PurePosixPath(file).parent.name
        for part, sets in kept.items()
        for file in sets.values()
    }


def _stored(
    con: DuckDBPyConnection, index: LandedIndex, layout: Layout, source: Source, plan: _Plan
) -> dict[date, str]:
    """Write the files of a plan; say which holds which part."""
    where: dict[date, str] = {}
    for bucket, parts in plan.buckets.items():
        there = {p for (p,) in con.execute("SELECT DISTINCT part FROM landed").fetchall()}
        lacking = parts.keys() - there
        _refuse_damaged(index, layout, source, lacking)
        kept = parts_of(index, layout, source, lacking)
        rows = f"SELECT * FROM landed WHERE {among(parts)} UNION ALL BY NAME {kept}"
        file = f"{source.name}/{bucket}/{_named(parts)}.parquet"
        _store(con, layout, source, rows, file)
        where.update(dict.fromkeys(parts, file))
    return where


def _named(parts: Parts) -> str:
    text = "\n".join(f"{part} {print_}" for part, print_ in sorted(parts.items()))
    return sha256(text.encode()).hexdigest()[:16]


def _store(con: DuckDBPyConnection, layout: Layout, source: Source, rows: str, file: str) -> None:
    scratch = layout.scratch / file.replace("/", "~")
    columns = [*source.landed, "part"]
    # The row that never comes hides which columns hold no NULL: the bytes would depend on where rows came from.
    nulls = ", ".join("NULL" for _ in columns)
    listed = ", ".join(map(name, columns))
    order = ", ".join(map(name, ["part", *source.landed]))
    with storing(layout.landed):
        make_folder(layout.scratch)
        con.execute(
            f"COPY (SELECT {listed} FROM ({rows}) UNION ALL SELECT {nulls} WHERE random() > 1 ORDER BY {order}) "
            f"TO {quoted(str(scratch))} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880)"
        )
        publish(scratch, layout.landed / file)


def _refuse_damaged(
    index: LandedIndex, layout: Layout, source: Source, parts: Iterable[date]
) -> None:
    """A new file made of a damaged one would hide the damage under a good seal."""
    for file in index.files(source.name, parts):
        seal = index.seals.get(file)
        if seal is not None:
            refuse_damaged(layout.landed / file, seal)
