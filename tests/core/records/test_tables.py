"""The tables of the lake hold together: keys exist, dimensions are everywhere, types are DuckDB's."""

import duckdb
import pytest

from willet.core.records import ANSWERS, CASES, CONTACTS, DIMENSIONS, TABLES, VISITS, LakeTable


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_table_can_be_made_and_its_key_exists(table: LakeTable) -> None:
    with duckdb.connect() as con:
        con.execute(table.ddl())
        made = [row[0] for row in con.execute(f"DESCRIBE {table.name}").fetchall()]

    assert made == list(table.names)
    assert set(table.key) <= set(table.names)


@pytest.mark.parametrize("table", [CONTACTS, VISITS, ANSWERS, CASES], ids=lambda t: t.name)
def test_every_fact_carries_the_dimensions_in_its_own_row(table: LakeTable) -> None:
    assert set(DIMENSIONS) <= set(table.names)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_every_column_says_what_it_means(table: LakeTable) -> None:
    assert [c.name for c in table.columns if len(c.meaning) < 8] == []
    assert len(set(table.names)) == len(table.names)
