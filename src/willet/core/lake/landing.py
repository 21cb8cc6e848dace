"""Storing what a source has read: a fingerprint for each part, one file for each month, or year of few rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from duckdb import DuckDBPyConnection

from willet.core.lake.buckets import are_few, by_month, by_year
from willet.core.lake.durable import make_folder, publish, storing
from willet.core.lake.engine import name, parquet, quoted
from willet.core.lake.landed import LandedIndex, Parts
from willet.core.lake.layout import Layout
from willet.core.records import LakeError, saying
from willet.core.sources import Source

NO_PART = saying(
    "landed_without_part", "Source %(source)s landed rows without a part; please report this."
)
_FEW_RANGES = 12


def fingerprints(con: DuckDBPyConnection, source: Source) -> Parts:
    """Each part of table `landed` with a name for its rows that no order of them changes.

    Two independent 64-bit sums over row hashes and the count: sets that differ differ in it, but for odds
    no disk reaches.
    """
    row = ", ".join(name(column) for column in sorted(source.landed))
    read_rows = con.execute(
        f"SELECT part, count(*), sum(hash({row})), sum(hash({row}, 'again')) FROM landed GROUP BY part"
    ).fetchall()
    if any(part is None for part, *_ in read_rows):
        raise LakeError(NO_PART(source=repr(source.name)))
    return {
        part: f"{rows:x}-{_low(one):016x}{_low(two):016x}" for part, rows, one, two in read_rows
    }


def _low(number: int) -> int:
    return int(number) & (2**64 - 1)


def store_parts(
    con: DuckDBPyConnection, layout: Layout, source: Source, parts: Iterable[date], run_id: str
) -> Mapping[date, str]:
    """Write these parts of table `landed`, a file for each month or year of few rows; say which holds which part."""
    where: dict[date, str] = {}
    for bucket, chosen in _buckets(con, parts):
        file = f"{source.name}/{bucket}/{run_id}.parquet"
        _store(con, layout, source, chosen, file)
        where.update(dict.fromkeys(chosen, file))
    return where


def _buckets(con: DuckDBPyConnection, parts: Iterable[date]) -> Iterator[tuple[str, list[date]]]:
    counted = f"SELECT part, count(*) FROM landed WHERE {among(parts)} GROUP BY part"
    sizes = dict(con.execute(counted).fetchall())
    months = by_month(sizes)
    for year, some in by_year(months):
        days = sorted(set().union(*(months[month] for month in some)))
        if are_few(sum(sizes[day] for day in days)):
            yield year, days
        else:
            yield from ((month, sorted(months[month])) for month in some)


def _store(
    con: DuckDBPyConnection, layout: Layout, source: Source, parts: list[date], file: str
) -> None:
    scratch = layout.scratch / file.replace("/", "~")
    with storing(layout.landed):
        make_folder(layout.scratch)
        con.execute(
            f"COPY (SELECT {_columns(source)} FROM landed WHERE {among(parts)} ORDER BY part) "
            f"TO {quoted(str(scratch))} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
        )
        publish(scratch, layout.landed / file)


def rows_of(layout: Layout, source: Source, files: Mapping[str, set[date]]) -> str:
    """The SELECT of the landed rows of some parts; `files` says what to take from where."""
    by_parts: dict[tuple[date, ...], list[str]] = {}
    for file, parts in sorted(files.items()):
        by_parts.setdefault(tuple(sorted(parts)), []).append(file)
    arms = [
        f"SELECT * FROM {_read(layout, chosen)} WHERE {among(parts)}"
        for parts, chosen in by_parts.items()
    ]
    # By name, with no row of its own: a file landed before a source gained a column has NULL there.
    return (
        f"SELECT {_columns(source)} FROM ({' UNION ALL BY NAME '.join([*arms, _nothing(source)])})"
    )


def _read(layout: Layout, files: Iterable[str]) -> str:
    return parquet((layout.landed / file for file in files), "union_by_name = true")


def parts_of(index: LandedIndex, layout: Layout, source: Source, parts: Iterable[date]) -> str:
    """The SELECT of all landed rows of these parts."""
    return rows_of(layout, source, index.files(source.name, parts))


def _columns(source: Source) -> str:
    typed = (f"CAST({name(c)} AS {type_}) AS {name(c)}" for c, type_ in source.landed.items())
    return ", ".join([*typed, "part"])


def _nothing(source: Source) -> str:
    typed = ", ".join(f"CAST(NULL AS {t}) AS {name(c)}" for c, t in source.landed.items())
    return f"SELECT {typed}, CAST(NULL AS DATE) AS part WHERE FALSE"


def among(parts: Iterable[date]) -> str:
    """SQL: whether column `part` is one of these days, as few ranges as they make, or one list where they make many."""
    days = sorted(parts)
    ranges = _ranges(days)
    if len(ranges) > _FEW_RANGES:
        # Each range is compared in turn with every row; a list is looked up.
        return "part IN (" + ", ".join(f"DATE '{day}'" for day in days) + ")"
    tests = [f"part BETWEEN DATE '{a}' AND DATE '{b}'" for a, b in ranges]
    return f"({' OR '.join(tests) or 'FALSE'})"


def _ranges(days: list[date]) -> list[tuple[date, date]]:
    ranges: list[tuple[date, date]] = []
    for day in days:
        if ranges and (day - ranges[-1][1]).days == 1:
            ranges[-1] = (ranges[-1][0], day)
        else:
            ranges.append((day, day))
    return ranges
