"""Derived files: rows sorted, written, named by their bytes, so that equal rows are equal files."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias
from uuid import uuid4

from duckdb import DuckDBPyConnection

from willet.core.lake.durable import make_folder, publish, storing
from willet.core.lake.engine import name, parquet, quoted
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import TableFile
from willet.core.lake.seals import seal_of
from willet.core.records import TABLES

Place: TypeAlias = tuple[str, str, str]
"""Table, source and bucket."""

_TIMES = ("arrived_at", "entered_at", "opened_at", "from_at")
# Time order keeps neighbours of one day together, so that a few days are a few row groups; the size is
# DuckDB's own, fixed here because the bytes of a file depend on it.
# Level 1 of zstd writes these tables a fifth faster than the usual 3, and no larger.
_FORMAT = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880"


@dataclass(frozen=True, slots=True)
class FileRows:
    """Which rows a derived file holds."""

    table: str
    source: str
    bucket: str


def write_rows(
    con: DuckDBPyConnection, layout: Layout, place: FileRows, rows: str, columns: Sequence[str]
) -> TableFile | None:
    """Write the rows of a SELECT as the file of a place; None when there are none.

    The rows are sorted by time and key, then by the hash of the whole row, so that the same set of rows is
    the same file to the byte, whatever their order or the number of threads.
    """
    scratch = layout.scratch / f"{uuid4().hex}.parquet"
    with storing(layout.tables):
        make_folder(layout.scratch)
        con.execute(
            f"COPY (SELECT * FROM ({_nullable(rows, columns)}) AS r "
            f"ORDER BY {_order(place.table, columns)}) "
            f"TO {quoted(str(scratch))} ({_FORMAT})"
        )
        return _published(con, layout, place, scratch, columns)


def learn_moments(
    con: DuckDBPyConnection, layout: Layout, files: MutableMapping[Place, TableFile], table: str
) -> None:
    """Note when the rows of a table's files came, where they were written before that was noted."""
    for place, file in files.items():
        if file.table == table and file.oldest is None and file.newest is not None:
            *_, newest, oldest = _described(con, file.path(layout), file.columns)
            files[place] = replace(file, newest=newest, oldest=oldest)


def _nullable(rows: str, columns: Sequence[str]) -> str:
    # DuckDB marks a column REQUIRED when its statistics prove that no value is missing, so the bytes would
    # depend on where the rows came from. No statistics see through this row that never comes.
    nulls = ", ".join("NULL" for _ in columns)
    return f"SELECT * FROM ({rows}) UNION ALL SELECT {nulls} WHERE random() > 1"


def _order(table: str, columns: Sequence[str]) -> str:
    known = TABLES[table]
    leading = [c for c in (*_TIMES, "local_date") if c in known.names][:1]
    return ", ".join([name(c) for c in (*leading, *known.key) if c in columns] + ["hash(r)"])


def _published(
    con: DuckDBPyConnection, layout: Layout, place: FileRows, scratch: Path, columns: Sequence[str]
) -> TableFile | None:
    result = _described(con, scratch, columns)
    if not result[0]:
        scratch.unlink()
        return None
    rows, first, last, newest, oldest = result
    written = TableFile(
        place.table, place.source, place.bucket, seal_of(scratch), rows, scratch.stat().st_size,
        tuple(columns), first, last, newest, oldest,
    )  # fmt: skip
    publish(scratch, written.path(layout))
    return written


def _described(con: DuckDBPyConnection, path: Path, columns: Sequence[str]) -> tuple[Any, ...]:
    days = "min(local_date), max(local_date)" if "local_date" in columns else "NULL, NULL"
    last = next((c for c in ("arrived_at", "last_at") if c in columns), None)
    moments = f"max({last}), CASE WHEN count({last}) = count(*) THEN min({last}) END"
    seen = f"{days}, {moments if last else 'NULL, NULL'}"
    row = con.execute(f"SELECT count(*), {seen} FROM {parquet([path])}").fetchone()
    assert row is not None, "an aggregate without groups gives one row"
    return row
