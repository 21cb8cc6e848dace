"""Figures hear what was said in a room as they hear the same words from a file, and as the definition has it.

| customer | called | said | verdict |
|---|---|---|---|
| A | day 1 | solved | nobody came back: solved |
| B | day 1 | not solved | the agent's word stands against silence: not solved |
| C | day 2 and day 4 | solved, then nothing | came back, one case, silent then: solved, but not by the first contact |
| D | day 3 | nothing | nobody came back: solved |
| E | day 28 | solved | the window is open: the agent's word decides: solved |
| F | day 28 | not solved | not solved |
| G | day 28 | nothing | the window is open and nobody said: not known |
| H | day 29 | taken back | as if nothing was said: not known |
"""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import willet
from tests.scaffold.desk import DAY, MONDAY, ZONE, DeskCall, disposition, import_calls, rows_of
from willet.core.intake import import_files, land_rows
from willet.core.lake import Lake
from willet.core.sources.rooms import About, RoomRow
from willet.core.sources.rooms.rows import Value

CALLS = {
    name: DeskCall(MONDAY + (day - 1) * DAY + timedelta(minutes=ord(name)), number=f"030{n}7654321")
    for name, day, n in [
        ("A", 1, 1),
        ("B", 1, 2),
        ("C", 2, 3),
        ("c", 4, 3),
        ("D", 3, 4),
        ("E", 28, 5),
        ("F", 28, 6),
        ("G", 28, 7),
        ("H", 29, 8),
    ]
}
STATED = {"A": True, "B": False, "C": True, "E": True, "F": False}
BY_HAND = {"A": True, "B": False, "C": True, "D": True, "E": True, "F": False, "G": None, "H": None}
CODES = {True: "01-RESOLVED", False: "02-UNRESOLVED"}

CASES = """
    SELECT first_contact, by_disposition, by_no_repeat, resolved, decided_by, cause, called_solved, reopened,
        solved_at_once, settled FROM cases ORDER BY first_contact
"""
METRICS = ("call_resolution", "fcr_case", "fcr_strict", "reopen_rate", "pending_cases")


def answered(place: Path, *metrics: str, by: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The answers to some metrics, with n, interval and reason."""
    rows: list[dict[str, Any]] = (
        willet.open(place).ask(list(metrics), by=list(by)).to_json_object()["rows"]
    )
    return rows


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same words once in the log itself and once from a desk."""
    folder = tmp_path_factory.mktemp("figures")
    logged, handed = folder / "logged" / "lake", folder / "handed" / "lake"
    lines = [
        f"{call.came.timestamp() + 120:.0f}|{call.call_id}|{call.queue}|{call.agent}|CALLSTATUS|{CODES[STATED[name]]}"
        for name, call in CALLS.items()
        if name in STATED
    ]
    log = folder / "queue_log"
    calls = [line for call in CALLS.values() for line in call.lines]
    log.write_text("\n".join(sorted([*calls, *lines], key=lambda line: line[:10])) + "\n")
    import_files(logged, "asterisk", [log], zone=ZONE)
    Lake.create(handed, zone=ZONE, key=Lake.at(logged).key())
    import_calls(handed, folder, *CALLS.values())
    return logged, handed


@pytest.mark.journey("history")
def test_room_moves_the_figures_as_a_file_and_the_definition_do(lakes: tuple[Path, Path]) -> None:
    logged, handed = lakes
    before = answered(handed, "call_resolution")
    assert [(row["value"], row["n"]) for row in before] == [(None, 0)]
    assert "CALLSTATUS" in before[0]["reason"]

    rows = [disposition(CALLS[name], name, resolved=is_so) for name, is_so in STATED.items()]
    gone = RoomRow("desk", "outcomes", "H", 2, CALLS["H"].came + DAY, gone=True)
    land_rows(handed, [*rows, disposition(CALLS["H"], "H"), gone])

    verdicts = dict(rows_of(handed, "SELECT first_contact, resolved FROM cases"))
    assert verdicts == {CALLS[name].contact_id: is_so for name, is_so in BY_HAND.items()}
    assert rows_of(handed, CASES) == rows_of(logged, CASES)
    for by in ("day", "queue", "agent"):
        assert answered(handed, *METRICS, by=[by]) == answered(logged, *METRICS, by=[by])


def test_survey_answers_of_a_room_are_heard_of_a_source_that_has_none(
    lakes: tuple[Path, Path],
) -> None:
    _, place = lakes
    assert [row["value"] for row in answered(place, "csat_top2")] == [None]

    at = CALLS["A"].came + DAY
    values: dict[str, Value] = {"instrument": "csat", "scale": "1-5", "answered_at": at}
    about = About(contact_id=CALLS["A"].contact_id, at=CALLS["A"].came)
    rows = [
        RoomRow("surveys", "answers", str(n), 1, at, {**values, "score": score}, about)
        for n, score in enumerate((5.0, 4.0, 2.0))
    ]
    land_rows(place, rows)

    # Two of three are satisfied: 4 and 5 of 5.
    (row,) = answered(place, "csat_top2", by=["agent"])
    assert (row["agent"], row["value"], row["n"]) == (CALLS["A"].agent, pytest.approx(2 / 3), 3)
