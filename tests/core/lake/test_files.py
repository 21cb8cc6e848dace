"""Equal rows are equal files, to the byte, wherever and in whatever order they come."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.lake.engine import open_engine
from willet.core.lake.files import FileRows, write_rows
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import TableFile
from willet.core.records import CONTACTS

COLUMNS = (*CONTACTS.names, "part")


def written(
    folder: Path, rows: list[tuple[int, str | None]], place: FileRows, threads: int = 2
) -> TableFile | None:
    """A file of contacts: number and queue of each."""
    with open_engine() as con:
        con.execute(f"SET threads = {threads}")
        con.execute(CONTACTS.ddl(part=True))
        for number, queue in rows:
            con.execute(
                "INSERT INTO contacts BY NAME SELECT 'tiny:' || $1 AS contact_id, $2 AS queue, "
                "DATE '1999-01-04' AS local_date, DATE '1999-01-04' AS part, "
                "make_timestamp(915400000000000 + $1) AS arrived_at, [$2] AS tags",
                [number, queue],
            )
        return write_rows(con, Layout(folder), place, "SELECT * FROM contacts", COLUMNS)


ROWS = st.lists(
    st.tuples(st.integers(0, 50), st.sampled_from(["sales", "help", None])),
    min_size=1,
    max_size=30,
)


@pytest.mark.proof
@settings(max_examples=25, deadline=None)
@given(rows=ROWS, data=st.data())
def test_order_and_threads_leave_no_trace(
    tmp_path_factory: object, rows: list[tuple[int, str | None]], data: st.DataObject
) -> None:
    place, folder = FileRows("contacts", "tiny", "1999-01"), tmp_path_factory.mktemp("files")  # type: ignore[attr-defined]

    one = written(folder / "a", rows, place, threads=1)
    two = written(folder / "b", data.draw(st.permutations(rows)), place, threads=4)

    assert one == two
    assert one is not None
    assert (
        one.path(Layout(folder / "a")).read_bytes() == one.path(Layout(folder / "b")).read_bytes()
    )


@pytest.mark.journey("history")
def test_rows_from_a_file_and_from_a_table_are_the_same_file(
    tmp_path: Path, place: FileRows
) -> None:
    rows: list[tuple[int, str | None]] = [(n, "sales") for n in range(200)]
    table = written(tmp_path / "a", rows, place)
    assert table is not None

    with open_engine() as con:
        halves = [
            f"SELECT * FROM read_parquet('{table.path(Layout(tmp_path / 'a'))}') WHERE {half}"
            for half in ("queue IS NULL OR contact_id < 'tiny:5'", "contact_id >= 'tiny:5'")
        ]
        again = write_rows(con, Layout(tmp_path / "b"), place, " UNION ALL ".join(halves), COLUMNS)

    assert again == table


def test_file_tells_its_rows_days_and_newest_arrival(tmp_path: Path, place: FileRows) -> None:
    file = written(tmp_path, [(1, "sales"), (5, None)], place)

    assert file is not None
    assert (file.rows, str(file.first_day), str(file.last_day)) == (2, "1999-01-04", "1999-01-04")
    assert str(file.newest) == "1999-01-03 21:46:40.000005"
    assert file.path(Layout(tmp_path)).stat().st_size == file.bytes
    assert file.columns == COLUMNS


def test_no_rows_are_no_file(tmp_path: Path, place: FileRows) -> None:
    assert written(tmp_path, [], place) is None
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_rows_stand_in_order_of_arrival(tmp_path: Path, place: FileRows) -> None:
    file = written(tmp_path, [(9, "help"), (1, "sales"), (4, None)], place)
    assert file is not None

    with duckdb.connect() as con:
        found = con.execute(f"SELECT contact_id FROM '{file.path(Layout(tmp_path))}'").fetchall()

    assert found == [("tiny:1",), ("tiny:4",), ("tiny:9",)]
