"""A source names the columns it knows; the others are there, typed and NULL."""

import duckdb
import pytest

from willet.core.records import TABLES, LakeTable
from willet.core.sources.folded import typed_rows


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_columns_that_a_source_does_not_give_are_null_and_typed(table: LakeTable) -> None:
    given = table.key[0]
    with duckdb.connect() as con:
        rows = typed_rows(con, table, f"SELECT 'a' AS {given}, DATE '1999-01-04' AS part")
        con.execute(f"CREATE TABLE folded AS {rows}")
        described = [(name, type_) for name, type_, *_ in con.execute("DESCRIBE folded").fetchall()]
        row = con.execute(f"SELECT * EXCLUDE ({given}, part) FROM folded").fetchone()

    assert described == [*((c.name, c.type) for c in table.columns), ("part", "DATE")]
    assert set(row or ()) == {None}


def test_columns_of_a_source_are_cast_to_those_of_the_table() -> None:
    told = (
        "SELECT 'asterisk:1' AS contact_id, 2 AS visit_no, 5 AS wait_s, DATE '1999-01-04' AS part"
    )
    with duckdb.connect() as con:
        rows = typed_rows(con, TABLES["visits"], told)
        found = con.execute(
            f"SELECT contact_id, visit_no, wait_s, typeof(visit_no), typeof(wait_s) FROM ({rows})"
        ).fetchall()

    assert found == [("asterisk:1", 2, 5.0, "USMALLINT", "DOUBLE")]
