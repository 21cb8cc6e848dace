"""A lake of many years made of one of some months: its months again and again, farther and farther back.

Every table, and the landed rows behind it, are copied inside the lake with their times moved back and their ids made
others; the customers stay the same ones. What a new day costs hangs on how much lies there, not on how it came.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from willet.core.lake import Transaction
    from willet.core.lake.landed import LandedIndex

MOMENTS = (
    "arrived_at",
    "entered_at",
    "opened_at",
    "last_at",
    "matures_at",
    "stated_at",
    "revised_at",
)
DAYS = ("local_date", "part")
IDS = (
    "contact_id",
    "first_contact",
    "last_contact",
    "case_id",
    "case_ref",
    "statement_id",
    "call_id",
)


def lengthen(path: Path, copies: int, days: int) -> None:
    """Put so many copies of a lake's rows before them, each so many days before the one after it."""
    from willet.core.lake import Lake  # slow import
    from willet.core.lake.seen import Span

    with Lake.at(path).writing(wait_s=5) as tx, tx.connect() as con:
        for table, source in sorted({at[:2] for at in tx.files}):
            _copy_table(tx, con, table, source, copies, days)
        for source in tx.sources:
            _copy_landed(tx, con, source, copies, days)
        assert tx.seen is not None, "a lake that was linked"
        tx.seen = Span(con.execute(
            f"SELECT '{tx.seen.begins}'::TIMESTAMP - to_days({days * (copies - 1)})"
        ).fetchall()[0][0], tx.seen.ends)  # fmt: skip
        tx.commit()


def _moved(columns: list[str], days: int, n: int) -> str:
    """SQL: the columns of copy `n`, moved back; copy 0 is as it was."""
    back = f"to_days({days * n})"
    given = {
        **{c: f"{c} - {back}" for c in MOMENTS},
        **{c: f"CAST({c} - {back} AS DATE)" for c in DAYS},
        **{c: f"{c} || '-{n}'" if n else c for c in IDS},
    }
    return ", ".join(f'{given.get(c, chr(34) + c + chr(34))} AS "{c}"' for c in columns)


def _copy_table(
    tx: "Transaction", con: "DuckDBPyConnection", table: str, source: str, copies: int, days: int
) -> None:
    from willet.core.lake.files import FileRows, write_rows  # slow import

    files = [file for at, file in tx.files.items() if at[:2] == (table, source)]
    paths = [str(file.path(tx.layout)) for file in files]
    columns = list(files[0].columns)
    day = "part" if "part" in columns else "local_date"
    ends = con.execute(f"SELECT min({day}), max({day}) FROM read_parquet({paths})").fetchall()[0]
    for first in _months(ends[0] - timedelta(days=days * (copies - 1)), ends[1]):
        rows = " UNION ALL ".join(
            f"SELECT {_moved(columns, days, n)} FROM read_parquet({paths}) WHERE {day} "
            f"BETWEEN DATE '{first}' + {days * n} AND last_day(DATE '{first}') + {days * n}"
            for n in range(copies)
        )
        place = FileRows(table, source, f"{first:%Y-%m}")
        file = write_rows(con, tx.layout, place, rows, columns)
        assert file is not None, "a month that has rows"
        tx.files[file.place] = file


def _months(first: date, last: date) -> list[date]:
    months = [first.replace(day=1)]
    while (after := (months[-1] + timedelta(days=32)).replace(day=1)) <= last:
        months.append(after)
    return months


def _copy_landed(
    tx: "Transaction", con: "DuckDBPyConnection", source: str, copies: int, days: int
) -> None:
    index = tx.index
    for file, parts in index.files(source, index.parts(source)).items():
        columns = [
            row[0]
            for row in con.execute(f"DESCRIBE SELECT * FROM '{tx.layout.landed / file}'").fetchall()
        ]
        for n in range(1, copies):
            _copy_file(tx, con, index, source, file, parts, columns, n, days)


def _copy_file(  # noqa: PLR0917 -- a script's one step
    tx: "Transaction", con: "DuckDBPyConnection", index: "LandedIndex", source: str, file: str, parts: set[date],
    columns: list[str], n: int, days: int,
) -> None:  # fmt: skip
    name = f"{source}/copies/{n}-{file.replace('/', '~')}"
    place = tx.layout.landed / name
    place.parent.mkdir(parents=True, exist_ok=True)
    con.execute(
        f"COPY (SELECT {_moved(columns, days, n)} FROM '{tx.layout.landed / file}' ORDER BY part)"
        f" TO '{place}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
    )
    back = {part - timedelta(days=days * n): f"copy-{n}-{part}" for part in parts}
    index.add(f"copy-{n}-{file.replace('/', '~')}", source, back, dict.fromkeys(back, name))
