"""Rows of rooms reach the lake by themselves: once each, whatever dies between, and from where the lake stands."""

import logging
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from tests.scaffold.desk import MONDAY, DeskCall, disposition, import_calls, joins_of
from willet.core.intake import check, marks_of, undo
from willet.core.lake import Lake
from willet.core.lake.soundness import Held
from willet.core.records import LakeError
from willet.core.sources.rooms import Facts, RoomRow
from willet.figures.domain.asking import read_lake
from willet.figures.domain.facts import LONG_OVERLAP, OVERLAP, rows_now
from willet.imports.domain import facts
from willet.imports.domain.facts import Handing
from willet.people.visibility import NOBODY, Visibility

CALL = DeskCall(MONDAY)
OTHER = DeskCall(MONDAY + timedelta(hours=1), number="0302222222", agent="SIP/32")
MINUTE = timedelta(minutes=1)


class Desk:
    """What a room's `facts.py` is: rows that are kept, and handed out by when they were written."""

    def __init__(self) -> None:
        self.rows = list[RoomRow]()
        self.asked = list[datetime | None]()

    def changed_since(self, since: datetime | None) -> Iterable[RoomRow]:
        self.asked.append(since)
        return [row for row in self.rows if since is None or row.written_at >= since]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A room of the tests, found beside the others by the name of its module."""
    kept, room = Desk(), ModuleType("facts")
    room.FACTS = (Facts("desk", "outcomes", kept.changed_since),)  # type: ignore[attr-defined]
    monkeypatch.setattr("willet.ui.offers._modules", lambda name: (room,) * (name == "facts"))
    return kept


@pytest.fixture
def place(home: Path) -> Path:
    """The lake of this installation, with two calls in it."""
    import_calls(home / "lake", home, CALL, OTHER)
    return home / "lake"


@pytest.mark.journey("history")
def test_rows_land_and_the_mark_is_kept_in_the_same_step(desk: Desk, place: Path) -> None:
    desk.rows = [disposition(CALL, "1"), disposition(OTHER, "2")]

    landed = Handing().land()

    assert landed is not None
    assert (landed.rows, landed.days_changed) == (2, (MONDAY.date(),))
    assert joins_of(place) == {"1": ("joined", CALL.contact_id), "2": ("joined", OTHER.contact_id)}
    assert dict(marks_of(place)) == {"desk": desk.rows[1].written_at.isoformat()}


@pytest.mark.journey("history")
def test_who_looks_again_asks_from_shortly_before_the_mark_and_writes_nothing(
    desk: Desk, place: Path
) -> None:
    desk.rows = [disposition(CALL, "1")]
    handing = Handing()
    handing.land()
    number = Lake.at(place).snapshot().number

    assert handing.land() is None
    landed_by_another = Handing().land()

    mark = desk.rows[0].written_at
    assert desk.asked == [None, mark - OVERLAP, mark - LONG_OVERLAP]
    assert landed_by_another is not None
    assert landed_by_another.run_id is None
    assert Lake.at(place).snapshot().number == number


@pytest.mark.journey("history")
def test_row_written_late_within_the_overlap_is_not_lost(desk: Desk, place: Path) -> None:
    desk.rows = [disposition(OTHER, "2")]
    handing = Handing()
    handing.land()
    at = desk.rows[0].written_at

    desk.rows.append(disposition(CALL, "1", written_at=at - OVERLAP))
    desk.rows.append(disposition(CALL, "0", written_at=at - OVERLAP - MINUTE))
    handing.land()

    assert set(joins_of(place)) == {"1", "2"}


@pytest.mark.journey("history")
@pytest.mark.parametrize("ahead", [timedelta(minutes=11), timedelta(days=400)])
@pytest.mark.parametrize("worker", ["the same", "another"])
def test_what_is_written_after_a_clock_was_set_back_lands_all_the_same(
    desk: Desk, place: Path, monkeypatch: pytest.MonkeyPatch, ahead: timedelta, worker: str
) -> None:
    """The clock was ahead while the first row was written and landed; the others are dated before it, by hours."""
    now = datetime.now(UTC)
    desk.rows = [disposition(CALL, "1", written_at=now + ahead)]
    handing = Handing()
    with monkeypatch.context() as patch:
        patch.setattr(facts, "datetime", clock_at(now + ahead))
        handing.land()
    assert dict(marks_of(place)) == {"desk": (now + ahead).isoformat()}

    desk.rows.append(disposition(OTHER, "2", written_at=now - timedelta(hours=3)))
    (handing if worker == "the same" else Handing()).land()

    assert set(joins_of(place)) == {"1", "2"}
    desk.rows.append(disposition(OTHER, "3", written_at=datetime.now(UTC)))
    (handing if worker == "the same" else Handing()).land()
    assert set(joins_of(place)) == {"1", "2", "3"}
    assert datetime.fromisoformat(marks_of(place)["desk"]) <= datetime.now(UTC)


@pytest.mark.journey("history")
def test_a_row_dated_ahead_holds_up_none_after_it(desk: Desk, place: Path) -> None:
    desk.rows = [disposition(CALL, "1", written_at=datetime.now(UTC) + timedelta(days=3))]
    handing = Handing()
    handing.land()

    desk.rows.append(disposition(OTHER, "2", written_at=datetime.now(UTC)))
    handing.land()

    assert set(joins_of(place)) == {"1", "2"}
    assert handing.land() is None


@pytest.mark.journey("history")
def test_a_room_that_cannot_give_its_rows_holds_up_no_other(
    desk: Desk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(since: datetime | None) -> Iterable[RoomRow]:
        yield disposition(CALL, "0")
        raise ZeroDivisionError

    room, other = ModuleType("facts"), ModuleType("facts")
    room.FACTS = (Facts("broken", "outcomes", broken),)  # type: ignore[attr-defined]
    other.FACTS = (Facts("desk", "outcomes", desk.changed_since),)  # type: ignore[attr-defined]
    monkeypatch.setattr("willet.ui.offers._modules", lambda name: (room, other) * (name == "facts"))
    desk.rows = [disposition(OTHER, "2")]
    handing = Handing()

    with pytest.raises(ValueError, match="broken"):
        handing.land()
    with pytest.raises(ValueError, match="broken"):
        handing.land()

    assert set(joins_of(place)) == {"2"}
    assert list(marks_of(place)) == ["desk"]


def clock_at(moment: datetime) -> type[datetime]:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Clock":
            return cls.fromisoformat(moment.isoformat())

    return Clock


def test_rows_wait_in_their_room_while_there_is_no_lake(desk: Desk, home: Path) -> None:
    desk.rows = [disposition(CALL, "1")]

    assert Handing().land() is None
    assert not (home / "lake").exists()


@pytest.mark.journey("history")
def test_an_older_copy_of_the_lake_asks_for_what_it_lacks(
    desk: Desk, place: Path, tmp_path: Path
) -> None:
    desk.rows = [disposition(CALL, "1")]
    handing = Handing()
    handing.land()
    shutil.copytree(place, tmp_path / "older")
    desk.rows.append(disposition(OTHER, "2"))
    handing.land()
    content = Lake.at(place).snapshot().content

    shutil.rmtree(place)
    shutil.copytree(tmp_path / "older", place)
    handing.land()

    assert Lake.at(place).snapshot().content == content


@pytest.mark.journey("history")
def test_rows_undone_come_again_from_the_room(desk: Desk, place: Path) -> None:
    desk.rows = [disposition(CALL, "1")]
    handing = Handing()
    landed = handing.land()
    content = Lake.at(place).snapshot().content
    assert landed is not None
    assert landed.run_id is not None

    undo(place, landed.run_id)
    assert joins_of(place) == {}
    handing.land()

    assert Lake.at(place).snapshot().content == content


@pytest.mark.journey("history")
def test_damaged_landed_rows_are_handed_in_again(desk: Desk, place: Path) -> None:
    desk.rows = [disposition(CALL, "1"), disposition(OTHER, "2")]
    Handing().land()
    content = Lake.at(place).snapshot().content
    (file,) = (place / "landed" / "rooms").rglob("*.parquet")
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert [d.holds for d in check(place).damaged] == [Held.LANDED]

    Handing().land()

    assert check(place).damaged == ()
    assert Lake.at(place).snapshot().content == content


@pytest.mark.journey("history")
def test_wrong_row_is_told_in_the_log_and_the_others_land(
    desk: Desk, place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = replace(disposition(CALL, "9"), values={"kind": "guess"})
    desk.rows = [wrong, disposition(CALL, "1")]

    with caplog.at_level(logging.ERROR):
        Handing().land()

    assert set(joins_of(place)) == {"1"}
    assert [r.message for r in caplog.records] == [
        "a row of a room was refused: desk:9, kind: "
        "evidence that a room can give is one of customer, audit, disposition"
    ]


@pytest.mark.journey("history")
def test_lake_that_fails_leaves_the_rows_in_their_room(desk: Desk, place: Path) -> None:
    desk.rows = [disposition(CALL, "1")]
    handing, key = Handing(), place.with_name("lake.key")
    key.rename(key.with_suffix(".away"))
    with pytest.raises(LakeError):
        handing.land()
    key.with_suffix(".away").rename(key)

    handing.land()

    assert set(joins_of(place)) == {"1"}


def test_rows_of_another_name_than_offered_are_a_fault_of_the_room(desk: Desk, place: Path) -> None:
    desk.rows = [replace(disposition(CALL, "1"), room="other")]

    with pytest.raises(ValueError, match="desk offers outcomes, not other outcomes"):
        Handing().land()


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("visibility", "expected"),
    [(Visibility(centre=True, everyone=True, individuals=True), 1), (NOBODY, 0)],
)
def test_page_that_needs_now_sees_what_has_not_landed_yet(
    visibility: Visibility, expected: int, desk: Desk, place: Path
) -> None:
    desk.rows = [disposition(CALL, "1")]

    reading = read_lake(visibility)

    assert reading is not None
    assert len(rows_now(reading, "select * from outcomes")) == expected
    assert reading.rows("select * from outcomes") == []
