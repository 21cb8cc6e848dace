"""The temp tables that a source folds into: made empty, seen which are filled, none with a row of another part."""

from collections.abc import Iterator
from datetime import date

import pytest
from duckdb import DuckDBPyConnection

from willet.core.lake.changes import FOLDED
from willet.core.lake.engine import open_engine
from willet.core.lake.folds import check_parts, filled, make_empty
from willet.core.records import LakeError

MINE, OTHER = date(2024, 3, 1), date(2024, 4, 1)


@pytest.fixture
def con() -> Iterator[DuckDBPyConnection]:
    with open_engine() as opened:
        make_empty(opened)
        opened.execute("CREATE TEMP TABLE landed AS SELECT DATE '2024-03-01' AS part")
        yield opened


def put(con: DuckDBPyConnection, table: str, part: date | None) -> None:
    con.execute(f'INSERT INTO "{table}" (part) VALUES (?)', [part])


def test_every_table_is_there_and_empty(con: DuckDBPyConnection) -> None:
    assert filled(con) == set()
    check_parts(con, "t")


@pytest.mark.parametrize("table", FOLDED)
def test_a_row_in_any_table_is_seen_there(con: DuckDBPyConnection, table: str) -> None:
    put(con, table, MINE)

    assert filled(con) == {table}
    check_parts(con, "t")


@pytest.mark.parametrize("table", FOLDED)
@pytest.mark.parametrize(("part", "shown"), [(OTHER, "2024-04-01"), (None, "None")])
def test_a_row_of_a_part_that_was_not_handed_in_is_refused(
    con: DuckDBPyConnection, table: str, part: date | None, shown: str
) -> None:
    put(con, table, MINE)
    put(con, table, part)

    with pytest.raises(LakeError, match=f"'t' folded rows into the part {shown}"):
        check_parts(con, "t")
