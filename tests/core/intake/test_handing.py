"""Rows of rooms in the lake: whatever the order, the batches and what is done twice, the same lake to the byte."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.scaffold.desk import (
    DAY,
    MONDAY,
    ZONE,
    DeskCall,
    article,
    disposition,
    import_calls,
    joins_of,
    rows_of,
)
from tests.scaffold.proofs import rest_as_proofs
from willet.core.intake import check, land_rows, marks_of, rebuild, undo
from willet.core.lake import Lake
from willet.core.lake.engine import open_engine
from willet.core.lake.landed import read_landed
from willet.core.sources.rooms import About, RoomRow

FIRST = DeskCall(MONDAY)
SECOND = DeskCall(MONDAY + DAY, number="0302222222", agent="SIP/32")
LATER = DeskCall(MONDAY + 40 * DAY, number="0303333333")
CALLS = (FIRST, SECOND, LATER)
HOUR = timedelta(hours=1)

ROWS = (
    disposition(FIRST, "1"),
    replace(
        disposition(FIRST, "1", resolved=False),
        revision=2,
        written_at=FIRST.came + HOUR,
    ),
    article(FIRST, "2"),
    disposition(SECOND, "3"),
    RoomRow("desk", "outcomes", "3", 2, SECOND.came + HOUR, gone=True),
    article(SECOND, "4", "kb-8"),
    RoomRow("desk", "uses", "4", 2, SECOND.came + HOUR, gone=True),
    replace(article(SECOND, "4", "kb-9"), revision=3, written_at=SECOND.came + 2 * HOUR),
    disposition(LATER, "5", resolved=False),
)
"""1 was reworded, 3 taken back, 4 taken back and done again in other words."""


def content(place: Path) -> str:
    """A name for the rows of every table of the lake."""
    return Lake.at(place).snapshot().content


def landed_files(place: Path) -> dict[str, bytes]:
    """The landed rows of rooms as they rest: the files of the current state."""

    held = Lake.at(place).snapshot()
    index = read_landed(held.layout, held.number)
    files = {f for f in index.all_files() if f.startswith("rooms/")}
    return {f: (held.layout.landed / f).read_bytes() for f in sorted(files)}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lake of all calls and then all rows, each once and in order; read by tests, and not written."""
    folder = tmp_path_factory.mktemp("undisturbed")
    place = folder / "lake"
    import_calls(place, folder, *CALLS)
    land_rows(place, ROWS)
    return place


def test_rows_count_as_the_newest_wording_says(undisturbed: Path) -> None:
    outcomes = rows_of(
        undisturbed, "SELECT statement_id, revision, resolved, contact_id FROM outcomes ORDER BY 1"
    )
    uses = rows_of(undisturbed, "SELECT contact_id, ref, agent, queue FROM uses ORDER BY ref")

    assert outcomes == [
        ("desk:1", 2, False, FIRST.contact_id),
        ("desk:5", 1, False, LATER.contact_id),
    ]
    assert uses == [
        (FIRST.contact_id, "kb-7", "SIP/31", "sales"),
        (SECOND.contact_id, "kb-9", "SIP/32", "sales"),
    ]


def test_cases_hear_what_was_said_in_the_room(undisturbed: Path) -> None:
    verdicts = rows_of(
        undisturbed, "SELECT first_contact, by_disposition FROM cases ORDER BY opened_at"
    )

    assert verdicts == [
        (FIRST.contact_id, False),
        (SECOND.contact_id, None),
        (LATER.contact_id, False),
    ]


Way = Callable[[Path, Path], None]


def _rows_before_calls(place: Path, folder: Path) -> None:
    land_rows(place, ROWS)
    import_calls(place, folder, *CALLS)


def _rows_backwards_in_batches(place: Path, folder: Path) -> None:
    import_calls(place, folder, *CALLS)
    for last in (9, 7, 4, 1):
        land_rows(place, reversed(ROWS[max(0, last - 3) : last]))


def _everything_twice(place: Path, folder: Path) -> None:
    land_rows(place, ROWS)
    import_calls(place, folder, *CALLS)
    land_rows(place, (*ROWS, *ROWS))
    import_calls(place, folder, *CALLS)


def _call_by_call_between_rows(place: Path, folder: Path) -> None:
    land_rows(place, ROWS[:4])
    import_calls(place, folder, SECOND)
    land_rows(place, ROWS[4:])
    import_calls(place, folder, FIRST, LATER)


def _shuffled_into_batches(place: Path, folder: Path) -> None:
    import_calls(place, folder, FIRST, LATER)
    drawn = random.Random(7)
    shuffled = drawn.sample(ROWS, len(ROWS))
    for first in range(0, len(shuffled), 5):
        land_rows(place, shuffled[first : first + 5])
    import_calls(place, folder, SECOND)


def _calls_undone_and_done_again(place: Path, folder: Path) -> None:
    run = import_calls(place, folder, *CALLS)
    land_rows(place, ROWS)
    undo(place, run)
    assert {state for state, _ in joins_of(place).values()} == {"waiting"}
    import_calls(place, folder, *CALLS)


def _rows_undone_and_done_again(place: Path, folder: Path) -> None:
    import_calls(place, folder, *CALLS)
    run = land_rows(place, ROWS, marks={"desk": "a mark"}).run_id
    assert run is not None
    undo(place, run)
    assert (joins_of(place), dict(marks_of(place))) == ({}, {})
    land_rows(place, ROWS)


def _landed_anew(place: Path, folder: Path) -> None:
    import_calls(place, folder, *CALLS)
    land_rows(place, [article(FIRST, "9"), disposition(LATER, "8"), *ROWS[:3]])
    land_rows(place, ROWS, anew=True)


def _rebuilt(place: Path, folder: Path) -> None:
    import_calls(place, folder, *CALLS)
    land_rows(place, ROWS)
    assert rebuild(place) is False


WAYS: Sequence[Way] = (
    _rows_before_calls,
    _rows_backwards_in_batches,
    _everything_twice,
    _call_by_call_between_rows,
    _shuffled_into_batches,
    _calls_undone_and_done_again,
    _rows_undone_and_done_again,
    _landed_anew,
    _rebuilt,
)


@pytest.mark.journey("history")
@pytest.mark.parametrize("way", rest_as_proofs(WAYS), ids=lambda way: way.__name__.strip("_"))
def test_the_same_lake_to_the_byte(way: Way, undisturbed: Path, tmp_path: Path) -> None:
    place = tmp_path / "other" / "lake"
    # The same customers in both: their key is the lake's own.
    Lake.create(place, zone=ZONE, key=Lake.at(undisturbed).key())

    way(place, tmp_path)

    assert content(place) == content(undisturbed)
    assert landed_files(place) == landed_files(undisturbed)


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("table", ["room_rows", "outcomes", "room_joins"])
def test_damaged_rows_are_made_again_to_the_byte(
    table: str, undisturbed: Path, tmp_path: Path
) -> None:
    place = tmp_path / "lake"
    shutil.copytree(undisturbed.parent, tmp_path, dirs_exist_ok=True)
    (file, *_) = (place / "tables" / table).glob("rooms*/*.parquet")
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b"?")

    checked = check(place, repair=True)

    assert (checked.damaged, checked.repaired) == ((), (str(file.relative_to(place)),))
    assert file.read_bytes() == whole


@pytest.mark.journey("history")
def test_undoing_the_rows_leaves_the_lake_without_them(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    import_calls(place, tmp_path, *CALLS)
    before = content(place)
    run = land_rows(place, ROWS).run_id
    assert content(place) != before

    assert run is not None
    undo(place, run)

    assert content(place) == before


def test_rows_that_are_there_write_nothing(undisturbed: Path) -> None:
    number = Lake.at(undisturbed).snapshot().number

    landed = land_rows(undisturbed, ROWS)

    assert (landed.rows, landed.run_id) == (len(ROWS), None)
    assert Lake.at(undisturbed).snapshot().number == number


@pytest.mark.journey("history")
def test_years_of_minutes_are_one_run_and_few_files(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    for n in range(4):
        call = DeskCall(MONDAY + n * 120 * DAY)
        land_rows(place, [disposition(call, str(n))], marks={"desk": str(n)})

    snapshot = Lake.at(place).snapshot()
    assert len(snapshot.manifest.runs) == 1
    assert [f.split("/")[1] for f in landed_files(place)] == ["2024", "2025"]
    assert snapshot.manifest.marks == {"rooms": {"desk": "3"}}
    assert [run.report["rows_read"] for run in Lake.at(place).runs()] == [4]


@pytest.mark.journey("history")
def test_a_year_of_many_rows_is_a_file_a_month_whatever_came_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("willet.core.lake.buckets.FEW_ROWS", 3)
    rows = [disposition(DeskCall(MONDAY + n * 12 * DAY), str(n)) for n in range(5)]
    one, other = tmp_path / "one" / "lake", tmp_path / "other" / "lake"
    land_rows(one, rows)
    for some in (rows[4:], rows[1:3], rows[:2], rows[3:4]):
        land_rows(other, some)

    assert [f.split("/")[1] for f in landed_files(one)] == ["2024-03", "2024-04"]
    assert landed_files(other) == landed_files(one)
    assert content(other) == content(one)


@pytest.mark.journey("history")
def test_a_wording_of_another_day_takes_the_place_of_the_first(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    import_calls(place, tmp_path, *CALLS)
    land_rows(place, [disposition(FIRST, "1")])

    land_rows(place, [replace(disposition(LATER, "1", resolved=False), revision=2)])

    assert rows_of(place, "SELECT contact_id, resolved FROM outcomes") == [
        (LATER.contact_id, False)
    ]
    assert joins_of(place) == {"1": ("joined", LATER.contact_id)}


@pytest.mark.journey("history")
def test_an_older_wording_that_comes_late_changes_nothing(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    import_calls(place, tmp_path, FIRST)
    land_rows(place, [ROWS[1]])

    land_rows(place, [ROWS[0]])

    assert rows_of(place, "SELECT revision, resolved FROM outcomes") == [(2, False)]


def test_what_was_taken_back_keeps_id_revision_and_hash_and_no_content(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    land_rows(place, ROWS[3:5])

    ((path, _),) = landed_files(place).items()
    columns = "row_id, revision, gone, content, call_id, contact_id, length(content_hash)"
    with open_engine() as con:
        rows = con.execute(
            f"SELECT {columns} FROM '{place / 'landed' / path}' ORDER BY revision"
        ).fetchall()
    assert rows == [("3", 1, False, None, None, None, 32), ("3", 2, True, None, None, None, 32)]


@pytest.mark.journey("history")
def test_content_taken_back_does_not_come_again_with_the_old_wording(tmp_path: Path) -> None:
    place, other = tmp_path / "one" / "lake", tmp_path / "other" / "lake"
    land_rows(place, ROWS[3:5])
    land_rows(other, [ROWS[4]])

    assert land_rows(place, [ROWS[3]]).run_id is None
    land_rows(other, [ROWS[3]])

    assert landed_files(other) == landed_files(place)


@pytest.mark.journey("history")
def test_a_wrong_row_costs_the_others_nothing(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    import_calls(place, tmp_path, FIRST)
    wrong = replace(disposition(FIRST, "2"), values={"kind": "disposition", "solved": True})

    landed = land_rows(place, [disposition(FIRST, "1"), wrong, article(FIRST, "3")])

    (reject,) = landed.rejects.first
    assert (landed.rows, landed.rejects.total) == (3, 1)
    assert (reject.file, reject.line, reject.field, reject.value) == ("desk:2", 2, "solved", "True")
    assert set(joins_of(place)) == {"1", "3"}


def test_nothing_but_wrong_rows_make_no_lake(tmp_path: Path) -> None:
    landed = land_rows(tmp_path / "lake", [RoomRow("desk", "cases", "1", 1, MONDAY)])

    assert landed.rejects.total == 1
    assert not (tmp_path / "lake").exists()
    assert dict(marks_of(tmp_path / "lake")) == {}


def test_a_row_about_a_case_waits_for_its_contacts(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    about = About(case_ref="tickets:9")
    land_rows(place, [replace(disposition(FIRST, "1"), about=about)])

    assert joins_of(place) == {"1": ("waiting", None)}
    assert rows_of(place, "SELECT * FROM outcomes") == []
