"""Rows of rooms through the lake: a second id, two phone systems, a case, words that speak of no call, and lookups."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.core.cases.test_following import FIRST, HALF, REST, SECOND, brought
from tests.scaffold.desk import (
    DAY,
    MONDAY,
    ZONE,
    DeskCall,
    article,
    disposition,
    import_calls,
    joins_of,
    log_of,
    rows_of,
)
from willet.core.cases.joining import unjoined
from willet.core.intake import import_files, land_rows, rebuild, undo
from willet.core.lake import Lake
from willet.core.sources.rooms import About, RoomRow
from willet.core.sources.rooms.rows import Value

CALL = DeskCall(MONDAY)
OTHER = DeskCall(MONDAY + DAY, number="0302222222", agent="SIP/32")


@pytest.mark.proof
def test_row_goes_with_a_call_that_turns_out_to_be_part_of_another(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    brought(tmp_path, "half", HALF)
    at = datetime.fromtimestamp(float(SECOND), UTC) + timedelta(seconds=20)
    by_call = replace(disposition(CALL, "1"), about=About("asterisk", SECOND, at=at))
    by_contact = replace(article(CALL, "2"), about=About(contact_id=f"asterisk:{SECOND}", at=at))
    land_rows(place, [by_call, by_contact])
    assert set(joins_of(place).values()) == {("joined", f"asterisk:{SECOND}")}

    brought(tmp_path, "rest", REST)

    assert set(joins_of(place).values()) == {("joined", f"asterisk:{FIRST}")}
    assert rows_of(place, "SELECT contact_id FROM outcomes") == [(f"asterisk:{FIRST}",)]
    assert rebuild(place) is False


@pytest.mark.proof
def test_call_that_two_phone_systems_know_joins_none_until_one_is_gone(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    log = log_of(tmp_path / "log", [CALL])
    land_rows(place, [disposition(CALL, "1")])
    import_files(place, "asterisk@north", [log], zone=ZONE)
    assert joins_of(place) == {"1": ("joined", f"asterisk@north:{CALL.call_id}")}

    south = import_files(place, "asterisk@south", [log], zone=ZONE).run_id
    both = unjoined(Lake.at(place).snapshot())

    assert rows_of(place, "SELECT * FROM outcomes") == []
    assert (both.waiting, both.ambiguous, len(both.first)) == (0, 1, 1)
    assert both.first[0].fits == [f"asterisk@{pbx}:{CALL.call_id}" for pbx in ("north", "south")]
    assert south is not None
    undo(place, south)
    assert joins_of(place) == {"1": ("joined", f"asterisk@north:{CALL.call_id}")}


@pytest.mark.journey("history")
def test_place_follows_what_is_known_of_the_contact(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    import_calls(place, tmp_path, CALL)
    land_rows(
        place, [article(CALL, "1"), article(CALL, "2", values={"kind": "script", "agent": "Zoe"})]
    )
    before = rows_of(place, "SELECT queue, agent, kind, used_at FROM uses ORDER BY kind")

    moved = [line.replace("|sales|", "|help|") for line in CALL.lines]
    (tmp_path / "moved").write_text("\n".join(moved) + "\n")
    lake = Lake.at(place)
    undo(place, lake.runs()[-1].run_id)
    import_files(place, "asterisk", [tmp_path / "moved"], zone=ZONE)

    at = (MONDAY + timedelta(minutes=1)).replace(tzinfo=None)
    assert before == [("sales", "SIP/31", "article", at), ("sales", "Zoe", "script", at)]
    assert rows_of(place, "SELECT queue, agent FROM uses ORDER BY kind") == [
        ("help", "SIP/31"),
        ("help", "Zoe"),
    ]


@pytest.mark.journey("history")
def test_case_of_which_a_row_speaks_lends_its_newest_contact(tmp_path: Path) -> None:
    place = tmp_path / "lake"
    (tmp_path / "mapping.toml").write_text(MAPPING)
    (tmp_path / "old.csv").write_text(HEAD + "1,2024-03-04 09:00:00,sales,9,answered\n")
    (tmp_path / "new.csv").write_text(HEAD + "2,2024-03-06 09:00:00,help,9,answered\n")
    mapping = tmp_path / "mapping.toml"
    import_files(place, "table", [tmp_path / "old.csv"], mapping=mapping, zone="UTC")
    about = About(case_ref=rows_of(place, "SELECT case_ref FROM contacts")[0][0])
    land_rows(place, [replace(disposition(CALL, "1", resolved=False), about=about)])
    land_rows(place, [replace(article(CALL, "2"), about=about)])
    assert rows_of(place, "SELECT contact_id, case_ref, queue FROM uses") == [
        (None, about.case_ref, "sales")
    ]

    import_files(place, "table", [tmp_path / "new.csv"], mapping=mapping, zone="UTC")

    assert rows_of(place, "SELECT queue FROM uses") == [("help",)]
    assert rows_of(place, "SELECT contact_id, local_date FROM outcomes") == [
        (None, date(2024, 3, 6))
    ]
    # It was said before the newest contact came, and so not of the end of the case.
    assert rows_of(place, "SELECT by_disposition FROM cases") == [(None,)]


def test_words_that_speak_of_no_call_need_none(tmp_path: Path) -> None:
    place, day = tmp_path / "lake", date(2024, 3, 4)
    free: dict[str, dict[str, Value]] = {
        "learned": {"agent": "Ana", "course": "c1", "local_date": day, "passed": True},
        "roster": {"agent": "Ana", "team": "North", "from_date": day, "source": "asterisk"},
        "names": {"kind": "queue", "spelt": "sls", "name": "sales"},
        "interventions": {"intervention_id": "i1", "lever": "knowledge", "unit": "centre"},
    }
    rows = [RoomRow(f"room.{t}", t, "1", 3, MONDAY, values) for t, values in free.items()]

    land_rows(place, rows)

    assert rows_of(place, "SELECT source, agent, revision, passed FROM learned") == [
        ("rooms", "Ana", 3, True)
    ]
    assert rows_of(place, "SELECT source, agent, team, from_date FROM roster") == [
        ("asterisk", "Ana", "North", day)
    ]
    assert rows_of(place, "SELECT source, spelt, name FROM names") == [(None, "sls", "sales")]
    assert rows_of(place, "SELECT source, lever FROM interventions") == [("rooms", "knowledge")]
    assert {state for (state,) in rows_of(place, "SELECT state FROM room_joins")} == {"free"}


HEAD = "id,at,queue,ticket,how\n"
MAPPING = """
name = "desk"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
format = "%Y-%m-%d %H:%M:%S"
[columns.queue]
from = "queue"
[columns.case_ref]
from = "ticket"
[columns.outcome]
from = "how"
"""
