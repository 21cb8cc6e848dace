"""What a transaction prepares is seen whole after its commit, and never before."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from willet.core.lake import Lake, RunRecord
from willet.core.lake.changes import count_changes
from willet.core.records import CONTACTS, TABLES, LakeError
from willet.core.sources import Hints, ReadOptions, Source

Rows = Callable[[], Sequence[tuple[object, ...]]]
Store = Callable[..., set[date]]


def test_newest_version_wins_wherever_it_lies(store: Store, rows: Rows) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered", "2;1;1999-01-04;8;help;answered")
    store("b", "1;2;1999-02-10;7;help;answered")

    assert rows() == [("1", "1999-02-10", "help"), ("2", "1999-01-04", "help")]


def test_older_version_changes_nothing(store: Store, rows: Rows, lake: Lake) -> None:
    store("b", "1;2;1999-02-10;7;help;answered")
    before = lake.snapshot().content

    store("a", "1;1;1999-01-04;7;sales;answered")

    assert rows() == [("1", "1999-02-10", "help")]
    assert lake.snapshot().content == before


def test_same_rows_again_touch_no_part(store: Store) -> None:
    lines = ("1;1;1999-01-04;7;sales;answered", "2;1;1999-02-04;8;help;answered")

    assert store("a", *lines) == {date(1999, 1, 4), date(1999, 2, 4)}
    assert store("b", *lines) == set()
    assert store("c", *lines, "3;1;1999-02-05;8;help;answered") == {date(1999, 2, 5)}


def test_dropped_run_brings_the_earlier_version_back(
    store: Store, rows: Rows, lake: Lake, tiny: Source
) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered")
    before = lake.snapshot().content
    store("b", "1;2;1999-02-10;7;help;answered", "9;1;1999-02-10;7;help;answered")

    with lake.writing() as tx:
        tx.refold(tiny, ReadOptions(b""), tx.drop("b", tiny))
        tx.commit()

    assert rows() == [("1", "1999-01-04", "sales")]
    assert lake.snapshot().content == before
    assert [(r.run_id, r.active) for r in lake.runs()] == [("b", False), ("a", True)]


def test_uncommitted_transaction_leaves_nothing(lake: Lake, store: Store, rows: Rows) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered")
    files = {p for p in lake.path.rglob("*") if p.is_file()}

    with lake.writing() as tx, tx.connect() as con:
        con.execute("CREATE TEMP TABLE mine AS SELECT * FROM contacts LIMIT 0")
        tx.replace("contacts", "tiny", "1999-01", con, "mine")

    assert rows() == [("1", "1999-01-04", "sales")]
    assert {p for p in lake.path.rglob("*") if p.is_file()} == files


def test_failing_transaction_leaves_nothing(lake: Lake, store: Store, rows: Rows) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered")

    def fail() -> None:
        with lake.writing() as tx:
            tx.record(RunRecord("b", "tiny", ""))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert len(rows()) == 1
    assert [r.run_id for r in lake.runs()] == ["a"]


def test_connection_shows_what_is_prepared_and_what_changed(
    lake: Lake, store: Store, tiny: Source, tmp_path: Path
) -> None:
    """| contact | before        | after         |
    | 1       | 4 Jan, sales  | 4 Jan, help   |
    | 2       | 4 Jan, help   | 4 Jan, help   |
    | 3       |               | 5 Feb, sales  |
    """
    store("a", "1;1;1999-01-04;7;sales;answered", "2;1;1999-01-04;8;help;answered")
    (tmp_path / "b").write_text("1;2;1999-01-04;7;help;answered\n3;1;1999-02-05;9;sales;answered")

    with duckdb.connect() as con, lake.writing() as tx:
        tiny.read(con, [tmp_path / "b"], ReadOptions(b""))
        tx.refold(tiny, ReadOptions(b""), tx.land(tiny, con, "b"))
        with tx.connect() as now:
            changed = now.execute(
                "SELECT contact_id, queue, was FROM changed_contacts ORDER BY ALL"
            ).fetchall()
            pending = now.execute("SELECT count(*) FROM contacts").fetchall()
            counted = count_changes(now, tx.changed_tables)

    assert changed == [
        ("tiny:1", "help", False),
        ("tiny:1", "sales", True),
        ("tiny:3", "sales", False),
    ]
    assert pending == [(3,)]
    assert (counted.new, counted.revised, counted.removed) == (1, 1, 0)
    assert counted.days == (date(1999, 1, 4), date(1999, 2, 5))


def test_derived_table_is_replaced_by_bucket(lake: Lake) -> None:
    with lake.writing() as tx, tx.connect() as con:
        con.execute("CREATE TEMP VIEW two AS SELECT * FROM cases")
        rows = "SELECT 'case:' || n AS case_id, n AS contacts FROM range(2) r(n)"
        con.execute(TABLES["cases"].ddl("mine"))
        con.execute(f"INSERT INTO mine BY NAME {rows}")
        tx.replace("cases", "linked", "1999-01", con, "mine")
        tx.commit()
    with lake.writing() as tx, tx.connect() as con:
        con.execute(TABLES["cases"].ddl("mine"))
        con.execute("INSERT INTO mine BY NAME SELECT 'case:9' AS case_id, 5 AS contacts")
        tx.replace("cases", "linked", "1999-02", con, "mine")
        con.execute("DELETE FROM mine")
        tx.replace("cases", "linked", "1999-01", con, "mine")
        tx.commit()

    with lake.snapshot().connect() as con:
        assert con.execute("SELECT case_id, contacts FROM cases").fetchall() == [("case:9", 5)]


def test_new_version_of_a_fold_folds_everything_anew(
    lake: Lake, store: Store, rows: Rows, tiny: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered")

    def fold(con: duckdb.DuckDBPyConnection, options: ReadOptions) -> None:
        type(tiny).fold(tiny, con, options)
        con.execute("UPDATE contacts SET queue = upper(queue)")

    monkeypatch.setattr(tiny, "fold", fold, raising=False)
    newer = Hints("contact_id", moves=True, context_days=0, zone_per_row=True, version=2)
    monkeypatch.setattr(tiny, "hints", newer)
    store("b", "2;1;1999-05-04;7;help;answered")

    assert rows() == [("1", "1999-01-04", "SALES"), ("2", "1999-05-04", "HELP")]


def test_files_of_an_older_schema_are_folded_anew(
    lake: Lake, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = replace(CONTACTS, columns=CONTACTS.columns[:-1])
    with monkeypatch.context() as earlier:
        earlier.setitem(TABLES, "contacts", older)
        store("a", "1;1;1999-01-04;7;sales;answered")
        earlier.undo()
    assert TABLES["contacts"] is CONTACTS
    assert lake.snapshot().manifest.of("contacts")[0].columns == (*older.names, "part")

    store("b", "2;1;1999-05-04;7;help;answered")

    whole = (*CONTACTS.names, "part")
    assert [f.columns for f in lake.snapshot().manifest.of("contacts")] == [whole]


@pytest.mark.parametrize("part", ["NULL", "DATE '1987-01-01'"])
def test_fold_that_loses_a_row_is_refused(
    lake: Lake, store: Store, tiny: Source, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def fold(con: duckdb.DuckDBPyConnection, options: ReadOptions) -> None:
        type(tiny).fold(tiny, con, options)
        con.execute(f"UPDATE visits SET part = {part}")

    monkeypatch.setattr(tiny, "fold", fold, raising=False)

    with pytest.raises(LakeError, match="'tiny' folded rows into the part"):
        store("a", "1;1;1999-01-04;7;sales;answered")
    assert lake.snapshot().number == 0


def test_tables_that_a_source_says_nothing_in_have_no_file(lake: Lake, store: Store) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered")

    assert {f.table for f in lake.snapshot().manifest.files} == {"contacts", "visits"}
    assert {p.name for p in (lake.path / "tables").iterdir()} == {"contacts", "visits"}


def test_last_row_of_a_table_gone_takes_its_file_along(
    lake: Lake, store: Store, tiny: Source
) -> None:
    store("a", "1;1;1999-01-04;7;sales;answered")

    with lake.writing() as tx:
        tx.refold(tiny, ReadOptions(b""), tx.drop("a", tiny))
        tx.commit()

    assert lake.snapshot().manifest.files == ()
