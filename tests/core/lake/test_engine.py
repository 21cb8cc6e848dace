"""The engine reads the lake's tables and nothing else, and shows each table typed even without a file."""

from pathlib import Path

import duckdb
import pytest

from willet.core.lake.engine import Group, open_engine, parquet, quoted, typed_view
from willet.core.records import CONTACTS, TABLES, LakeTable


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_table_without_files_is_empty_and_typed(table: LakeTable) -> None:
    with open_engine() as con:
        found = con.execute(typed_view(table, []))

        types = [(c[0], str(c[1])) for c in found.description or ()]
        plain = duckdb.execute(table.ddl()).execute(f"SELECT * FROM {table.name}").description or ()
        assert types == [(c[0], str(c[1])) for c in plain]
        assert found.fetchall() == []


def test_column_an_older_file_lacks_is_null(tmp_path: Path) -> None:
    old = tmp_path / "old.parquet"
    duckdb.sql(f"COPY (SELECT 'tiny:1' AS contact_id, 'help' AS queue) TO {quoted(str(old))}")

    with open_engine() as con:
        view = typed_view(CONTACTS, [Group(("contact_id", "queue"), [old])])
        found = con.execute(f"SELECT contact_id, queue, topic FROM ({view})").fetchall()

    assert found == [("tiny:1", "help", None)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/willet-escaped.csv'",
        "ATTACH '/tmp/willet-escaped.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_bound_engine_touches_nothing_else(tmp_path: Path, statement: str) -> None:
    with open_engine(only=tmp_path) as con, pytest.raises(duckdb.Error):
        con.execute(statement)


def test_python_variable_is_not_a_table() -> None:
    secret = duckdb.sql("SELECT 1")

    with open_engine() as con, pytest.raises(duckdb.CatalogException):
        con.execute("SELECT * FROM secret")
    assert secret is not None


def test_quote_in_a_path_is_no_end_of_text(tmp_path: Path) -> None:
    odd = tmp_path / "it's; odd.parquet"

    with open_engine() as con:
        con.execute(f"COPY (SELECT 1 AS one) TO {quoted(str(odd))}")

    assert odd.exists()


def test_folder_called_like_a_column_gives_no_column(tmp_path: Path) -> None:
    folder = tmp_path / "queue=north"
    folder.mkdir()
    duckdb.sql(f"COPY (SELECT 1 AS a) TO {quoted(str(folder / 'b.parquet'))}")

    with open_engine() as con:
        found = con.execute(f"SELECT * FROM {parquet([folder / 'b.parquet'])}")
        assert [column[0] for column in found.description or ()] == ["a"]
