"""Imports into a lake: days in any order, a pause after midnight, the same log twice."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from willet.core.intake import import_files
from willet.core.lake import Lake

ZONE = "Europe/Amsterdam"
MIDNIGHT = 1795474800
"""2026-11-24 00:00:00 in Amsterdam."""

_ALL_BUT_KEYS = "SELECT COLUMNS(lambda c: NOT suffix(c, '_key'))"
"""Each lake hashes customers under a key of its own."""


def day(start: int) -> list[str]:
    """One call that ends ten seconds after the day does, its agent's work after that, and one at noon."""
    end, late, noon = start + 86_410, start + 86_400 - 60, start + 43_200
    return [
        f"{noon}|{noon}.1|sales|NONE|ENTERQUEUE||31264370893|1",
        f"{noon + 9}|{noon}.1|sales|NONE|ABANDON|1|1|9",
        f"{late}|{late}.7|sales|NONE|ENTERQUEUE||31264370893|1",
        f"{late + 2}|{late}.7|sales|Ann|CONNECT|2|1.2|1",
        f"{end}|{late}.7|sales|Ann|COMPLETECALLER|2|68|1",
        f"{end}|NONE|sales|Ann|PAUSE|ACW",
        f"{end + 25}|NONE|sales|Ann|UNPAUSE|ACW",
    ]


def by_calendar_day(lines: list[str]) -> list[list[str]]:
    days: dict[int, list[str]] = {}
    for line in lines:
        days.setdefault((int(line[:10]) - MIDNIGHT) // 86_400, []).append(line)
    return [days[n] for n in sorted(days)]


def tables(lake_path: Any) -> dict[str, list[tuple[Any, ...]]]:
    with Lake.at(lake_path).snapshot().connect() as con:
        return {
            name: sorted(con.execute(f"{_ALL_BUT_KEYS} FROM {name}").fetchall(), key=repr)
            for name in ("contacts", "visits", "outcomes", "answers", "agent_states", "call_ids")
        }


@pytest.mark.proof
def test_days_imported_in_any_order_give_one_lake(log: Any, tmp_path: Path) -> None:
    lines = [line for n in range(3) for line in day(MIDNIGHT + n * 86_400)]
    files = [log(*part) for part in by_calendar_day(lines)]
    assert len(files) == 4
    import_files(tmp_path / "whole", "asterisk", [log(*lines)], zone=ZONE)
    for order in ([3, 2, 1, 0], [2, 0, 3, 1, 0]):
        place = tmp_path / "".join(map(str, order))
        for n in order:
            import_files(place, "asterisk", [files[n]], zone=ZONE)
        assert tables(place) == tables(tmp_path / "whole"), order
    acw = [row for row in tables(tmp_path / "whole")["visits"] if 25.0 in row]
    assert len(acw) == 3


def test_the_same_log_again_changes_nothing(log: Any, tmp_path: Path) -> None:
    lines = day(MIDNIGHT)
    first = import_files(tmp_path / "lake", "asterisk", [log(*lines)], zone=ZONE)
    again = import_files(tmp_path / "lake", "asterisk", [log(*reversed(lines))], zone=ZONE)
    assert (first.contacts_new, again.contacts_new, again.contacts_revised) == (2, 0, 0)
    assert again.contacts_unchanged == 2
    assert again.days_changed == []


@pytest.mark.proof
def test_a_second_file_finishes_the_calls_of_the_first(log: Any, tmp_path: Path) -> None:
    lines = day(MIDNIGHT)
    import_files(tmp_path / "lake", "asterisk", [log(*lines[:4])], zone=ZONE)
    report = import_files(tmp_path / "lake", "asterisk", [log(*lines[4:])], zone=ZONE)
    assert (report.contacts_new, report.contacts_revised) == (0, 1)
    assert [row for row in tables(tmp_path / "lake")["visits"] if 25.0 in row]


def marks(seed: int, days: int) -> list[str]:
    """Pauses of two agents in two queues, some over nights and weekends, ends and beginnings in one second."""
    dice = Random(seed)
    lines = []
    for _ in range(6 * days):
        second = MIDNIGHT + 3600 * dice.randrange(24 * days)
        queue = dice.choice(["NONE", "desk", "sales"])
        name = dice.choice(["PAUSE", "PAUSE", "UNPAUSE", "UNPAUSE", "REMOVEMEMBER"])
        every = "ALL" if queue == "NONE" and name != "REMOVEMEMBER" else ""
        reason = dice.choice(["", "Lunch", "Mail"])
        agent = dice.choice(["Ann", "Ben"])
        lines.append(f"{second}|NONE|{queue}|{agent}|{name}{every}|{reason}")
    return sorted(lines)


@pytest.mark.proof
def test_pauses_over_days_do_not_depend_on_how_the_files_came(log: Any, tmp_path: Path) -> None:
    lines = marks(seed=7, days=24)
    files = [log(*lines[n : n + 36]) for n in range(0, len(lines), 36)]

    import_files(tmp_path / "whole", "asterisk", [log(*lines)], zone=ZONE)
    for file in reversed(files):
        import_files(tmp_path / "parts", "asterisk", [file], zone=ZONE)

    assert len(files) == 4
    assert tables(tmp_path / "parts") == tables(tmp_path / "whole")


@pytest.mark.proof
def test_a_caller_handed_on_after_midnight_is_one_contact_whichever_file_came_first(
    log: Any, tmp_path: Path
) -> None:
    """She enters before midnight; the member's channel, and so the second id, is made after it."""
    first, second = f"{MIDNIGHT - 10}.7", f"{MIDNIGHT + 5}.9"
    before = [f"{MIDNIGHT - 10}|{first}|400|NONE|ENTERQUEUE||31264370893|1"]
    after = [
        f"{MIDNIGHT + 10}|{first}|400|Local/31@a/n|CONNECT|20|{MIDNIGHT + 5}.8|4",
        f"{MIDNIGHT + 40}|{second}|500|NONE|ENTERQUEUE||31264370893|1",
        f"{MIDNIGHT + 50}|{second}|500|NONE|ABANDON|1|1|10",
        f"{MIDNIGHT + 50}|{first}|400|Local/31@a/n|COMPLETECALLER|20|40|1",
    ]
    files = [log(*before), log(*after[:2]), log(*after[2:])]

    import_files(tmp_path / "whole", "asterisk", files, zone=ZONE)
    for file in reversed(files):
        import_files(tmp_path / "parts", "asterisk", [file], zone=ZONE)

    whole = tables(tmp_path / "whole")
    assert tables(tmp_path / "parts") == whole
    assert [len(whole[name]) for name in ("contacts", "visits")] == [1, 2]


@pytest.mark.journey("history")
def test_equal_ids_of_two_phone_systems_are_two_contacts(log: Any, tmp_path: Path) -> None:
    file = log(*day(MIDNIGHT))

    for source in ("asterisk@north", "asterisk@south", "asterisk@north"):
        report = import_files(tmp_path / "lake", source, [file], zone=ZONE)

    with Lake.at(tmp_path / "lake").snapshot().connect() as con:
        found = con.execute(
            "SELECT source, count(*) FROM contacts GROUP BY 1 ORDER BY 1"
        ).fetchall()
        named = con.execute("SELECT DISTINCT pbx FROM call_ids ORDER BY 1").fetchall()
    assert found == [("asterisk@north", 2), ("asterisk@south", 2)]
    assert named == [("north",), ("south",)]
    assert report.contacts_unchanged == 2
