"""Rebuilt from nothing, a lake is the same to the byte; a changed fold reaches every source."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from willet.core import cases
from willet.core.intake import import_files, rebuild, undo
from willet.core.lake import Lake
from willet.core.sources import Hints, ReadOptions, source_named

Write = Callable[..., Path]

LINES = ("1;1;1999-01-04;7;sales;answered", "2;1;1999-02-04;7;help;answered")
CALL = (
    "978651000|978651000.1|sales|NONE|ENTERQUEUE||+49301234567|1",
    "978651010|978651000.1|sales|SIP/7|ABANDON|1|1|10",
)


@pytest.mark.journey("history")
def test_rebuilt_lake_is_the_same(place: Path, write: Write) -> None:
    import_files(place, "tiny", [write("a", *LINES)])
    run = import_files(place, "asterisk", [write("b", *CALL)], zone="Europe/Berlin").run_id
    import_files(place, "tiny", [write("c", "1;2;1999-03-04;7;sales;abandoned")])
    before = Lake.at(place).snapshot().content

    assert rebuild(place) is False
    assert Lake.at(place).snapshot().content == before

    assert run is not None
    undo(place, run)
    assert rebuild(place) is False


def test_rebuilding_keeps_what_people_decided(place: Path, write: Write) -> None:
    import_files(place, "tiny", [write("a", *LINES)])
    cases.join(Lake.at(place), "tiny:1", "tiny:2", by="lead")
    before = Lake.at(place).snapshot().content

    assert rebuild(place) is False

    assert Lake.at(place).snapshot().content == before
    assert [edit.kind for edit in cases.edits(Lake.at(place))] == ["join"]


@pytest.mark.proof
def test_changed_fold_reaches_a_source_that_is_not_imported(
    place: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_files(place, "tiny", [write("a", *LINES)])
    tiny = source_named("tiny")

    def fold(con: duckdb.DuckDBPyConnection, options: ReadOptions) -> None:
        type(tiny).fold(tiny, con, options)
        con.execute("UPDATE contacts SET queue = upper(queue)")

    newer = Hints("contact_id", moves=True, context_days=0, zone_per_row=True, version=2)
    monkeypatch.setattr(tiny, "fold", fold)
    monkeypatch.setattr(tiny, "hints", newer)
    import_files(place, "asterisk", [write("b", *CALL)], zone="Europe/Berlin")

    with Lake.at(place).snapshot().connect() as con:
        queues = con.execute("SELECT DISTINCT queue FROM contacts ORDER BY 1").fetchall()
    assert queues == [("HELP",), ("SALES",), ("sales",)]


@pytest.mark.proof
def test_imports_at_the_same_time_all_arrive(place: Path, write: Write) -> None:
    import_files(place, "tiny", [write("first", *LINES)])
    files = [write(f"f{n}", f"{10 + n};1;1999-01-0{1 + n};7;sales;answered") for n in range(4)]

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda file: import_files(place, "tiny", [file]), files))

    assert [r.contacts_new for r in reports] == [1, 1, 1, 1]
    with Lake.at(place).snapshot().connect() as con:
        assert con.execute("SELECT count(*) FROM contacts").fetchall() == [(6,)]
    assert len(Lake.at(place).runs()) == 5
