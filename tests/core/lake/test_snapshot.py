"""A snapshot stays what it is while the lake moves on."""

import shutil
from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from willet.core.lake import Lake
from willet.core.records import TABLES, UnknownNameError

Store = Callable[..., set[date]]
COUNT = "SELECT count(*) FROM contacts"


def test_empty_lake_has_every_table(lake: Lake) -> None:
    with lake.snapshot().connect() as con:
        found = {t: con.execute(f"SELECT * FROM {t}").fetchall() for t in TABLES}

    assert found == {table: [] for table in TABLES}
    assert lake.snapshot().as_of is None


def test_snapshot_does_not_see_a_later_import(lake: Lake, store: Store) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered")
    before = lake.snapshot()
    con = before.connect()

    store("b", "2;1;1999-01-04;7;sales;answered")

    assert con.execute(COUNT).fetchall() == [(1,)]
    assert before.connect().execute(COUNT).fetchall() == [(1,)]
    assert lake.snapshot().connect().execute(COUNT).fetchall() == [(2,)]


def test_snapshot_is_the_same_while_nothing_is_written(lake: Lake, store: Store) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered")

    assert lake.snapshot() is lake.snapshot()
    assert Lake.at(lake.path).snapshot().content == lake.snapshot().content


def test_another_lake_in_its_place_is_another_state_though_it_has_come_as_far(
    lake: Lake, store: Store
) -> None:
    older = lake.path.with_name("older")
    shutil.copytree(lake.path, older)
    store("a", "1;1;1999-01-04;7;sales;answered")
    before = lake.snapshot()
    shutil.rmtree(lake.path)
    shutil.copytree(older, lake.path)

    store("b", "1;1;1999-01-04;7;sales;answered", "2;1;1999-01-04;7;sales;answered")

    assert lake.snapshot().number == before.number
    assert lake.snapshot().connect().execute(COUNT).fetchall() == [(2,)]


def test_as_of_is_the_newest_arrival(lake: Lake, store: Store) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered", "2;1;1999-03-04;7;sales;answered")

    assert str(lake.snapshot().as_of) == "1999-03-04 10:00:00"


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (None, None, ["1999-01", "1999-02", "1999-03"]),
        (date(1999, 2, 1), None, ["1999-02", "1999-03"]),
        (None, date(1999, 1, 31), ["1999-01"]),
        (date(1999, 2, 5), date(1999, 2, 27), []),
        (date(1999, 2, 4), date(1999, 2, 4), ["1999-02"]),
    ],
)
def test_only_files_that_meet_the_days_are_read(
    lake: Lake,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    first: date | None,
    last: date | None,
    months: list[str],
) -> None:
    monkeypatch.setattr("willet.core.lake.buckets.FEW_ROWS", 0)
    store(
        "a",
        "1;1;1999-01-04;7;a;x", "2;1;1999-02-04;7;a;x", "3;1;1999-03-04;7;a;x",
        "4;1;1999-02-28;7;a;x",
    )  # fmt: skip
    files = lake.snapshot().files("contacts", first_day=first, last_day=last)

    # The February file spans 4 to 28, so the window in between meets it.
    expected = months or ["1999-02"]
    assert [f.name[:7] for f in files] == expected
    with lake.snapshot().connect(first_day=first, last_day=last) as con:
        seen = con.execute("SELECT count(DISTINCT month(local_date)) FROM contacts").fetchall()
    assert seen == [(len(expected),)]


def test_unknown_table_is_named(lake: Lake) -> None:
    with pytest.raises(UnknownNameError, match="Unknown table 'contact'"):
        lake.snapshot().files("contact")


def test_connection_reads_no_other_file(lake: Lake) -> None:
    with lake.snapshot().connect() as con, pytest.raises(duckdb.PermissionException):
        con.execute("SELECT * FROM read_text('/etc/hostname')")


def test_temporary_tables_are_a_connections_own(lake: Lake) -> None:
    one, two = lake.snapshot().connect(), lake.snapshot().connect()
    one.execute("CREATE TEMP TABLE mine AS SELECT 1 AS n")

    with pytest.raises(duckdb.CatalogException):
        two.execute("SELECT * FROM mine")
