"""The temp tables in which a source leaves what it folds: made empty, checked, and seen which hold anything."""

from duckdb import DuckDBPyConnection

from willet.core.lake.changes import FOLDED
from willet.core.lake.engine import name
from willet.core.records import TABLES, LakeError, saying

OTHER_PART = saying(
    "folded_into_other_part",
    "Source %(source)s folded rows into the part %(part)s, where it landed none; "
    "please report this. The data store is as it was.",
)


def make_empty(con: DuckDBPyConnection) -> None:
    """Every table that may be folded, without rows: a source replaces those it has something to say in."""
    for table in FOLDED:
        con.execute(TABLES[table].ddl(part=True))


def filled(con: DuckDBPyConnection) -> set[str]:
    """The tables that hold a row."""
    result = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (FROM {name(table)})" for table in FOLDED
    )
    return {table for (table,) in con.execute(result).fetchall()}


def check_parts(con: DuckDBPyConnection, source: str) -> None:
    """Rows in a part that was not handed in would be lost without a word: no fold may give any.

    Raises:
        LakeError: some fold gave one.
    """
    folded = " UNION ".join(f"SELECT part FROM {name(table)}" for table in FOLDED)
    lost = con.execute(
        f"SELECT part FROM ({folded}) WHERE part IS NULL OR part NOT IN (SELECT part FROM landed)"
    ).fetchone()
    if lost is not None:
        raise LakeError(OTHER_PART(source=repr(source), part=str(lost[0])))
