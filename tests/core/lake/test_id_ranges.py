"""A file is left unread only if no id lies within its ends; one that does not tell them is read."""

import string
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from willet.core.lake.id_ranges import may_name

Ids = Sequence[str | None]
SOME_IDS = st.lists(
    st.none() | st.text(string.ascii_letters + string.digits + "-:éộ😀", max_size=12), max_size=6
)


def written(path: Path, ids: Ids) -> Path:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t (contact_id VARCHAR)")
        con.executemany("INSERT INTO t VALUES (?)", [[one] for one in ids] or [[None]])
        con.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def asked(files: Sequence[Path], ids: Ids) -> list[Path]:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE asked (id VARCHAR)")
        con.executemany("INSERT INTO asked VALUES (?)", [[one] for one in ids] or [[None]])
        return may_name(con, files, "contact_id", "SELECT id FROM asked")


@pytest.mark.parametrize(
    ("held", "ids", "is_read"),
    [
        (["b", "d"], ["a"], False),
        (["b", "d"], ["e"], False),
        (["b", "d"], ["a", "e"], False),
        (["b", "d"], ["b"], True),
        (["b", "d"], ["d"], True),
        (["b", "d"], ["a", "c", "e"], True),
        (["b", "d"], [None], False),
        ([None, "b", "d"], ["e"], False),
        ([None], ["b"], True),  # it tells no ends
        (["a long prefix: 10", "a long prefix: 19"], ["a long prefix: 20"], False),
        (["a long prefix: 10", "a long prefix: 19"], ["a long prefix: 11"], True),
        (["x" * 5000 + "1"], ["x" * 5000 + "1"], True),
    ],
)
def test_a_file_is_read_if_an_id_lies_within_its_ends(
    tmp_path: Path, held: Ids, ids: Ids, is_read: bool
) -> None:
    file = written(tmp_path / "one.parquet", held)

    assert asked([file], ids) == [file] * is_read


def test_no_files_are_no_question() -> None:
    assert asked([], ["a"]) == []


@pytest.mark.journey("law")
@given(st.lists(SOME_IDS, min_size=1, max_size=3), SOME_IDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_that_holds_an_id_is_left_out(tmp_path: Path, held: list[Ids], ids: Ids) -> None:
    files = [written(tmp_path / f"{n}.parquet", some) for n, some in enumerate(held)]

    left_out = set(files) - set(asked(files, ids))

    holding = {
        file
        for file, some in zip(files, held, strict=True)
        if {*some} & {one for one in ids if one is not None}
    }
    assert left_out & holding == set()
