"""The columns of a file read from end to end: how full, how many texts, which, and every date part they show."""

from collections import Counter
from dataclasses import dataclass, field

from duckdb import DuckDBPyConnection

from willet.core.records import spelled_in_sql
from willet.core.sources.table.batches import RAW, TableReader
from willet.core.sources.table.vocabulary.guards import bare
from willet.core.sources.table.vocabulary.totals import names_total
from willet.core.sources.table.vocabulary.unknown import says_nothing

MOST_TEXTS = 3000
"""So many different texts of a column are kept; of dates every one counts, see `date_parts`."""
ROWS_KEPT = 60
_THREE = "|".join(rf"\d{{1,4}}[{sign}]\d{{1,2}}[{sign}]\d{{2,4}}" for sign in "-/.")
DATE_PART = rf"(?:^|\D)({_THREE})(?:\D|$)"
"""Three numbers that may be a day: the part of a text that shows in which order they stand."""
_SEEN = "proposing_seen"


@dataclass(slots=True)
class ColumnProfile:
    """One column."""

    name: str
    place: int
    rows: int = 0
    filled: int = 0
    distinct: int = 0
    """Added up over the batches: texts of two batches count twice."""
    texts: Counter[str] = field(default_factory=Counter)
    date_parts: set[str] = field(default_factory=set)

    @property
    def samples(self) -> tuple[str, ...]:
        """The first texts that differ."""
        return tuple(list(self.texts)[:4])


@dataclass(slots=True)
class TableProfile:
    """All columns of a file, and its first rows as they stand there."""

    profiles: list[ColumnProfile]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def profiled(con: DuckDBPyConnection, reader: TableReader) -> TableProfile:
    """Read a table through."""
    reader.least = 1
    columns = TableProfile([ColumnProfile(name, n) for n, name in enumerate(reader.header, 1)])
    for batch in reader.batches():
        if batch.rows:
            _see(con, len(reader.header))
            _count(con, columns)
    return columns


def _see(con: DuckDBPyConnection, width: int) -> None:
    cells = ", ".join(f"{_clean(f'f[{n}]')} AS c{n}" for n in range(1, width + 1))
    names = ", ".join(f"nullif(c{n}, '')" for n in range(1, min(width, 3) + 1))
    begins = names_total(f"coalesce({names}, '')")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_SEEN} AS "
        f"SELECT * FROM (SELECT line, {cells} FROM {RAW}) WHERE NOT {begins}"
    )


def _clean(cell: str) -> str:
    return bare(f"trim({spelled_in_sql(cell)}, ' ' || chr(9) || chr(13))")


def _count(con: DuckDBPyConnection, columns: TableProfile) -> None:
    if len(columns.rows) < ROWS_KEPT:
        shown = con.execute(f"SELECT * FROM {_SEEN} ORDER BY line LIMIT {ROWS_KEPT}").fetchall()
        columns.rows += [(row[0], list(row[1:])) for row in shown]
    rows = con.execute(f"SELECT count(*) FROM {_SEEN}").fetchall()[0][0]
    for profile in columns.profiles:
        profile.rows += rows
        _count_column(con, profile)


def _count_column(con: DuckDBPyConnection, profile: ColumnProfile) -> None:
    cell = f"c{profile.place}"
    known = f"{cell} <> '' AND NOT {says_nothing(cell)}"
    filled, distinct = con.execute(
        f"SELECT count(*), count(DISTINCT {cell}) FROM {_SEEN} WHERE {known}"
    ).fetchall()[0]
    profile.filled += filled
    profile.distinct += distinct
    # The texts met first and those met most: a rare word late in a long file is still a word.
    for order in ("min(line)", "count(*) DESC, min(line)"):
        rows = con.execute(
            f"SELECT {cell}, count(*) FROM {_SEEN} WHERE {known} GROUP BY 1 ORDER BY {order} LIMIT {MOST_TEXTS // 2}"
        ).fetchall()
        new = {text: n for text, n in rows if order == "min(line)" or text not in profile.texts}
        profile.texts.update(new)
    parts = con.execute(
        f"SELECT DISTINCT regexp_extract({cell}, '{DATE_PART}', 1) AS part FROM {_SEEN} WHERE {known} "
        "AND part <> '' LIMIT 20000"
    ).fetchall()
    profile.date_parts.update(part for (part,) in parts)
