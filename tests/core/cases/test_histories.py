"""Whatever way the facts came, the bytes are the same: imports split, shuffled, repeated, corrected, undone."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from willet.core import cases
from willet.core.cases import scope
from willet.core.cases.span import strays
from willet.core.intake import import_files, rebuild, undo
from willet.core.lake import Lake
from willet.core.records import UnknownNameError

START = datetime(2024, 3, 4, 9)
HEAD = "contact_id,arrived_at,customer_id,customer_number,customer_email,topic,direction,case_ref,resolved,outcome"
STRAY = ("2031-05-05 10:00:00", "2000-01-01 00:00:07")


@pytest.fixture(autouse=True)
def _months_are_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told here is told of months: no year has so few rows that they are one file."""
    monkeypatch.setattr("willet.core.lake.buckets.FEW_ROWS", 0)


def line(draw: random.Random, number: int, day: float) -> str:
    """One contact: identities that merge, that many share, that are hidden; cases across customers."""
    at = START + timedelta(seconds=round(day * 86_400))
    who = draw.choice(["", "", *(f"C{n}" for n in range(30))])
    phone = draw.choice(["", "anonymous", "Unknown", *(f"+49301234{n:03}" for n in range(25))])
    mail = draw.choice(["", "", "", *(f"p{n}@example.org" for n in range(20))])
    topic = draw.choice(["", "bill", "card"])
    way = draw.choice(["inbound"] * 6 + ["outbound", "internal"])
    ref = draw.choice([""] * 8 + [f"R{n}" for n in range(25)])
    said = draw.choice(["", "", "yes", "no"])
    outcome = draw.choice(["answered", "answered", "answered", "abandoned"])
    return f"{number},{at},{who},{phone},{mail},{topic},{way},{ref},{said},{outcome}"


def season(draw: random.Random, count: int = 320) -> list[str]:
    """Rows of a hundred days, three a day, and one on either side that no season reaches."""
    rows = [line(draw, n, draw.uniform(0, 100)) for n in range(count)]
    odd = [f"{900 + n},{at},C{n},,,,inbound,,,answered" for n, at in enumerate(STRAY)]
    return [*rows, *odd]


@dataclass
class Desk:
    """A lake under one key, and the folder in which its files are written."""

    path: Path
    files: int = 0

    def take(self, rows: Sequence[str]) -> str:
        """Import rows; gives the run."""
        self.files += 1
        file = self.path.parent / f"{self.path.name}-{self.files}.csv"
        file.write_text("\n".join([HEAD, *rows]) + "\n")
        run = import_files(self.path, "table", [file], zone="Europe/Berlin", region="DE").run_id
        assert run is not None
        return run

    def linked(self) -> dict[str, str]:
        """The content of every file of cases and links."""
        files = Lake.at(self.path).snapshot().manifest.files
        return {f"{f.table}/{f.bucket}": f.hash for f in files if f.table in ("cases", "links")}

    def strays(self) -> list[str]:
        """The days that the lake does not count to its period."""
        with Lake.at(self.path).snapshot().connect() as con:
            return [str(day) for day, _ in strays(con)]


def correct(lake: Lake, which: Sequence[tuple[str, str, str]]) -> None:
    for kind, one, other in which:
        if kind == "join":
            cases.join(lake, f"table:{one}", f"table:{other}", by="lea")
        else:
            cases.split(lake, f"table:{one}", by="lea")


def corrections(draw: random.Random, rows: Sequence[str]) -> list[tuple[str, str, str]]:
    """Joins and splits of these contacts, some of which contradict each other."""
    ids = [row.partition(",")[0] for row in rows]
    few = draw.sample(ids, 5)
    pairs = [tuple(draw.sample(few, 2)) for _ in range(5)]
    return [(draw.choice(["join", "join", "split"]), one, other) for one, other in pairs]


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk]:
    """Two lakes whose customers are hashed under one key."""
    straight, winding = Desk(tmp_path / "straight"), Desk(tmp_path / "winding")
    straight.take(["0,2024-03-04 09:00:00,C1,,,,inbound,,,answered"])
    shutil.copy(tmp_path / "straight.key", tmp_path / "winding.key")
    return straight, winding


@pytest.mark.proof
@pytest.mark.parametrize("seed", [1])
def test_winding_history_gives_the_bytes_of_the_straight_one(
    desks: tuple[Desk, Desk], seed: int
) -> None:
    """
    straight: everything at once, then the corrections
    winding:  a third | corrections | a wrong file | a third, rows repeated | the wrong file undone | the rest, shuffled
    """
    straight, winding = desks
    draw = random.Random(seed)
    rows = season(draw)
    draw.shuffle(rows)
    first, second, third = rows[:110], rows[100:230], rows[220:]
    which = corrections(draw, first)
    # Revisions, new identities that glue customers, and a second stray day: all of it must vanish again.
    wrong = [line(draw, n, draw.uniform(0, 140)) for n in range(40, 80)]
    wrong += ["990,2033-01-01 00:00:00,C1,+49301234001,p1@example.org,,inbound,,,answered"]

    straight.take(rows)
    correct(Lake.at(straight.path), which)
    winding.take(first)
    correct(Lake.at(winding.path), which[:3])
    run = winding.take(wrong)
    correct(Lake.at(winding.path), which[3:])
    winding.take([*reversed(second), *second[::3]])
    undo(winding.path, run)
    winding.take(draw.sample(third, len(third)))
    winding.take(["0,2024-03-04 09:00:00,C1,,,,inbound,,,answered"])

    assert winding.linked() == straight.linked()
    assert winding.strays() == ["2000-01-01", "2031-05-05"]
    assert rebuild(winding.path) is False


@pytest.mark.proof
def test_a_follow_up_long_before_the_opening_stays_in_its_case(desks: tuple[Desk, Desk]) -> None:
    straight, _ = desks
    filler = [line(random.Random(n), 100 + n, n / 3) for n in range(600)]
    straight.take([*filler, "1,2024-03-05 09:00:00,,,,,outbound,R99,,answered"])
    straight.take(["2,2024-08-20 09:00:00,C77,,,,inbound,R99,,answered"])
    straight.take(["3,2024-09-05 09:00:00,C77,,,,inbound,,,answered"])

    with Lake.at(straight.path).snapshot().connect() as con:
        counted = con.execute("SELECT contacts, follow_ups FROM cases WHERE case_id LIKE '%R99'")
        assert counted.fetchall() == [(1, 1)]
    assert rebuild(straight.path) is False


@pytest.mark.proof
def test_rows_before_the_reach_in_one_file_with_it_stay(desks: tuple[Desk, Desk]) -> None:
    """The case of R99 opens on 4 March; the last change reaches back to 28 March, in whose file the opening rests."""
    straight, _ = desks
    filler = [line(random.Random(n), 100 + n, n / 5) for n in range(500)]
    straight.take([*filler, "1,2024-03-04 10:00:00,C77,,,,inbound,R99,,answered"])
    straight.take(["2,2024-06-20 09:00:00,C78,,,,inbound,R99,,answered"])
    straight.take(["3,2024-07-25 09:00:00,C78,,,,inbound,,,answered"])

    with Lake.at(straight.path).snapshot().connect() as con:
        counted = con.execute("SELECT contacts FROM cases WHERE case_id LIKE '%R99'").fetchall()
    assert counted == [(2,)]
    assert rebuild(straight.path) is False


@pytest.mark.proof
def test_a_split_lets_go_of_joins_from_long_before(desks: tuple[Desk, Desk]) -> None:
    straight, _ = desks
    rows = [line(random.Random(n), 100 + n, n / 5) for n in range(500)]
    rows += ["1,2024-03-05 09:00:00,C77,,,,inbound,,,answered"]
    rows += ["2,2024-06-10 09:00:00,C78,,,,inbound,,,answered"]
    straight.take(rows)
    lake = Lake.at(straight.path)

    def cases_of_both() -> list[str]:
        query = "SELECT case_id FROM links WHERE contact_id IN ('table:1', 'table:2') ORDER BY contact_id"
        with lake.snapshot().connect() as con:
            return [case for (case,) in con.execute(query).fetchall()]

    changes: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: cases.join(lake, "table:1", "table:2", by="lea"), ["case:table:1"] * 2),
        (lambda: cases.split(lake, "table:2", by="lea"), ["case:table:1", "case:table:2"]),
        (lambda: cases.withdraw(lake, cases.edits(lake)[-1]), ["case:table:1"] * 2),
    ]
    for change, theirs in changes:
        change()
        assert cases_of_both() == theirs
        assert rebuild(straight.path) is False


@pytest.mark.proof
def test_what_is_left_of_a_case_from_long_before_a_split_stays(desks: tuple[Desk, Desk]) -> None:
    """The last of three contacts of one id is split off: the first two are a case that ended months before it."""
    straight, _ = desks
    straight.take([line(random.Random(n), 100 + n, n / 3) for n in range(600)])
    straight.take(
        [
            f"{number},{day} 09:00:00,C77,,,,inbound,R99,,answered"
            for number, day in enumerate(("2024-03-06", "2024-03-25", "2024-08-20"), start=1)
        ]
    )
    correct(Lake.at(straight.path), [("split", "3", "")])

    with Lake.at(straight.path).snapshot().connect() as con:
        rows = con.execute(
            "SELECT contact_id, contact_no, linked_by FROM links WHERE contact_id IN ('table:1', 'table:2', 'table:3')"
        ).fetchall()
    assert sorted(rows) == [
        ("table:1", 1, "first"),
        ("table:2", 2, "case_ref"),
        ("table:3", 1, "by_hand"),
    ]
    assert rebuild(straight.path) is False


@pytest.mark.proof
def test_a_split_taken_back_finds_the_contacts_of_its_id_from_long_before(
    desks: tuple[Desk, Desk],
) -> None:
    """Without its second contact an id's first was a case of its own, which ended months before the split."""
    straight, _ = desks
    straight.take([line(random.Random(n), 100 + n, n / 3) for n in range(600)])
    straight.take(
        [
            "1,2024-03-06 09:00:00,C77,,,,inbound,R99,,answered",
            "2,2024-08-20 09:00:00,C78,,,,inbound,R99,,answered",
        ]
    )
    lake = Lake.at(straight.path)
    correct(lake, [("split", "2", "")])
    cases.withdraw(lake, cases.edits(lake)[-1])

    with lake.snapshot().connect() as con:
        counted = con.execute("SELECT contacts FROM cases WHERE case_id LIKE '%R99'").fetchall()
    assert counted == [(2,)]
    assert rebuild(straight.path) is False


@pytest.mark.proof
@pytest.mark.parametrize("lost", ["own_cases", "touched"])
def test_a_change_that_reaches_beyond_what_was_looked_at_links_the_whole_lake(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """As if the reach were reckoned too short: no contact may come to stand in two cases, or in none."""
    straight, _ = desks
    straight.take([line(random.Random(n), 100 + n, n / 3) for n in range(300)])
    shorter = {
        "own_cases": scope.OWN_CASES + " AND hash(case_id) % 2 = 0",
        "touched": scope.OWN_CASES + "; DELETE FROM touched WHERE hash(contact_id) % 2 = 0",
    }
    monkeypatch.setattr(scope, "OWN_CASES", shorter[lost])
    again = [line(random.Random(1000 + n), 100 + n, n / 3) for n in range(0, 300, 3)]
    straight.take(again)

    assert rebuild(straight.path) is False


@pytest.mark.journey("history")
def test_stray_day_that_comes_and_goes_leaves_no_trace(desks: tuple[Desk, Desk]) -> None:
    straight, winding = desks
    rows = [line(random.Random(n), n, n / 4) for n in range(1, 240)]

    straight.take(rows)
    winding.take(["0,2024-03-04 09:00:00,C1,,,,inbound,,,answered", *rows[:120]])
    run = winding.take([f"901,{STRAY[0]},C1,,,,inbound,,,answered"])
    winding.take(rows[120:])
    assert winding.strays() == ["2031-05-05"]
    undo(winding.path, run)

    assert winding.linked() == straight.linked()


@pytest.mark.proof
def test_stray_days_that_become_a_season_are_as_if_they_had_come_at_once(
    desks: tuple[Desk, Desk],
) -> None:
    """400 days later one contact (stray), then a second season of three a day, then an earlier one."""
    straight, winding = desks
    zero = "0,2024-03-04 09:00:00,C1,,,,inbound,,,answered"
    rows = [line(random.Random(n), n, n / 3) for n in range(1, 180)]
    later = [line(random.Random(n), n, 400 + n / 12) for n in range(300, 420)]
    early = [line(random.Random(n), n, -300 + n / 12) for n in range(500, 560)]

    straight.take([*rows, *later, *early])
    winding.take([zero, *rows])
    winding.take(early[:1])
    winding.take(later[:1])
    winding.take(later)
    winding.take(early)

    assert winding.linked() == straight.linked()


@pytest.mark.proof
def test_correction_of_a_contact_that_was_undone_waits_for_it(desks: tuple[Desk, Desk]) -> None:
    """
    a C1 day 0, b C1 day 1 (in a second file) | b split off | second file undone | and imported again
    """
    desk, _ = desks
    later = ["1,2024-03-05 09:00:00,C1,,,,inbound,,,answered"]
    run = desk.take(later)
    cases.split(Lake.at(desk.path), "table:1", by="lea")
    apart = desk.linked()

    undo(desk.path, run)

    assert [e.contact_id for e in cases.edits(Lake.at(desk.path))] == ["table:1"]
    with pytest.raises(UnknownNameError, match="Unknown contact 'table:1'"):
        cases.join(Lake.at(desk.path), "table:0", "table:1", by="max")
    assert desk.linked() != apart

    desk.take(later)
    assert desk.linked() == apart


@pytest.mark.proof
def test_correction_of_an_undone_contact_can_be_withdrawn(desks: tuple[Desk, Desk]) -> None:
    desk, _ = desks
    alone = desk.linked()
    run = desk.take(["1,2024-03-05 09:00:00,C1,,,,inbound,,,answered"])
    edit = cases.join(Lake.at(desk.path), "table:0", "table:1", by="lea")
    undo(desk.path, run)

    cases.withdraw(Lake.at(desk.path), edit)

    assert cases.edits(Lake.at(desk.path)) == []
    assert desk.linked() == alone
