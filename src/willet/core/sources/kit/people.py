"""Numbers of persons as keyed hashes in a temp table: each distinct text once, and none of them kept."""

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from willet.core.sources.contract import ReadOptions
from willet.core.sources.identity import Caller, callers


def make_numbers(
    con: DuckDBPyConnection, table: str, texts: Sequence[str], options: ReadOptions
) -> None:
    """The temp table (text, key, identity) of these numbers as they are written."""
    make_people(con, table, callers(texts, options.customer_key, options.region))


def make_people(con: DuckDBPyConnection, table: str, named: Mapping[str, Caller]) -> None:
    """The temp table (text, key, identity) of whom these texts name."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT unnest(?::VARCHAR[]) AS text, "
        "unnest(?::UBIGINT[]) AS key, unnest(?::VARCHAR[]) AS identity",
        [list(named), [c.key for c in named.values()], [c.identity for c in named.values()]],
    )
