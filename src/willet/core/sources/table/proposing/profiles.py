"""The columns of a file read from end to end: how full, how many texts, which, and every date part they show."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

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
_CELLS = 500_000
"""So many cells at a time are counted."""
_MOST_PARTS = 20_000
_SEEN = "proposing_seen"
_CELLS_SEEN = "proposing_cells"


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

    def share(self, holds: Callable[[str], bool]) -> float:
        """The share of its cells whose text is so; 0 where there is none."""
        total = sum(self.texts.values())
        return sum(n for text, n in self.texts.items() if holds(text)) / total if total else 0.0


@dataclass(slots=True)
class TableProfile:
    """All columns of a file, and its first rows as they stand there."""

    profiles: list[ColumnProfile]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


class _CountedText(NamedTuple):
    """One text of one column in a batch."""

    text: str
    n: int
    filled: int
    kinds: int
    by_line: int
    by_count: int


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
    """The cells of a batch without their guards, a list for each row: one expression, however wide a table is."""
    cells = f"list_transform(list_resize(f, {width}), lambda cell: {_clean('cell')})"
    names = ", ".join(f"nullif(f[{n}], '')" for n in range(1, min(width, 3) + 1))
    begins = names_total(f"coalesce({names}, '')")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_SEEN} AS "
        f"SELECT * FROM (SELECT line, {cells} AS f FROM {RAW}) WHERE NOT {begins}"
    )


def _clean(cell: str) -> str:
    return bare(f"trim({spelled_in_sql(cell)}, ' ' || chr(9) || chr(13))")


def _count(con: DuckDBPyConnection, columns: TableProfile) -> None:
    if len(columns.rows) < ROWS_KEPT:
        query = f"SELECT line, f FROM {_SEEN} ORDER BY line LIMIT {ROWS_KEPT}"
        columns.rows += con.execute(query).fetchall()
    rows = con.execute(f"SELECT count(*) FROM {_SEEN}").fetchall()[0][0]
    for profile in columns.profiles:
        profile.rows += rows
    step = max(1, _CELLS // max(rows, 1))
    for first in range(0, len(columns.profiles), step):
        _count_columns(con, columns.profiles[first : first + step])


def _count_columns(con: DuckDBPyConnection, profiles: Sequence[ColumnProfile]) -> None:
    """The texts of neighbouring columns, counted in one question: asking costs more than counting does."""
    first, last = profiles[0].place, profiles[-1].place
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_CELLS_SEEN} AS SELECT place, text, line FROM (SELECT line, "
        f"unnest(f[{first}:{last}]) AS text, unnest(range({first}, {last + 1})) AS place FROM {_SEEN}) "
        f"WHERE text <> '' AND NOT {says_nothing('text')}"
    )
    _add_texts(con, {profile.place: profile for profile in profiles})
    parts = con.execute(
        f"SELECT DISTINCT place, regexp_extract(text, '{DATE_PART}', 1) AS part FROM {_CELLS_SEEN} "
        f"WHERE part <> '' LIMIT {_MOST_PARTS * len(profiles)}"
    ).fetchall()
    for place, part in parts:
        profiles[place - first].date_parts.add(part)


def _add_texts(con: DuckDBPyConnection, profiles: Mapping[int, ColumnProfile]) -> None:
    """The texts met first and those met most: a rare word late in a long file is still a word."""
    rows = con.execute(
        "SELECT place, text, n, filled, kinds, by_line, by_count FROM (SELECT place, text, count(*) AS n, "
        "sum(n) OVER of_column AS filled, count(*) OVER of_column AS kinds, "
        "row_number() OVER (of_column ORDER BY min(line)) AS by_line, "
        "row_number() OVER (of_column ORDER BY count(*) DESC, min(line)) AS by_count "
        f"FROM {_CELLS_SEEN} GROUP BY place, text WINDOW of_column AS (PARTITION BY place)) "
        f"WHERE least(by_line, by_count) <= {MOST_TEXTS // 2} ORDER BY place, by_line"
    ).fetchall()
    for place, seen in groupby(rows, key=itemgetter(0)):
        _add(profiles[place], [_CountedText(*row[1:]) for row in seen])


def _add(profile: ColumnProfile, seen: Sequence[_CountedText]) -> None:
    profile.filled += int(seen[0].filled)
    profile.distinct += seen[0].kinds
    first, later = seen[: MOST_TEXTS // 2], seen[MOST_TEXTS // 2 :]
    profile.texts.update({row.text: row.n for row in first})
    most = (row for row in sorted(later, key=attrgetter("by_count")))
    profile.texts.update({row.text: row.n for row in most if row.text not in profile.texts})


def texts_held(con: DuckDBPyConnection, texts: Iterable[str], test: str) -> frozenset[str]:
    """The texts that meet a condition of the engine over `t`; each is asked for once."""
    query = f"SELECT t FROM (SELECT unnest(?::VARCHAR[]) AS t) WHERE {test}"
    return frozenset(text for (text,) in con.execute(query, [sorted(set(texts))]).fetchall())
