"""One agent under several forms over days is one agent in every answer, whatever order the files come in.

| day | form in the log  | talks |
|-----|------------------|-------|
| 1   | Agent/31         | yes   |
| 2   | SIP/31-0000abcd  | yes   |
| 3   | 31               | yes   |
| 4   | Local/31@q/n     | no: it is paused only |
| 5   | SIP/310          | yes, another agent    |
"""

from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from willet.core.ask import ask
from willet.core.intake import import_files, rebuild, undo
from willet.core.lake import Lake
from willet.core.metrics import Question

T = 1772438400
DAY = 86_400
Write = Callable[..., Path]


def call(day: int, agent: str) -> list[str]:
    at = T + day * DAY
    return [
        f"{at}|{at}.1|desk|NONE|ENTERQUEUE||+31205550400|1",
        f"{at + 10}|{at}.1|desk|{agent}|CONNECT|10|x|9",
        f"{at + 70}|{at}.1|desk|{agent}|COMPLETEAGENT|10|60|1",
    ]


def pause(day: int, agent: str) -> list[str]:
    at = T + day * DAY
    return [f"{at}|NONE|desk|{agent}|PAUSE|Lunch", f"{at + 60}|NONE|desk|{agent}|UNPAUSE|"]


@pytest.fixture
def logs(write: Write) -> list[Path]:
    return [
        write("one", *call(1, "Agent/31")),
        write("two", *call(2, "SIP/31-0000abcd")),
        write("three", *call(3, "31")),
        write("four", *pause(4, "Local/31@q/n")),
        write("five", *call(5, "SIP/310")),
    ]


def taken(place: Path) -> list[tuple[str, float | None]]:
    answer = ask(Lake.at(place), Question.of("answered", by="agent"))
    return sorted((str(row.keys["agent"]), row.value) for row in answer.rows)


def imported(place: Path, logs: Sequence[Path], source: str = "asterisk") -> None:
    for log in logs:
        import_files(place, source, [log], zone="Europe/Amsterdam")


@pytest.mark.proof
def test_an_agent_is_one_over_days_in_any_order_of_files(place: Path, logs: list[Path]) -> None:
    names = []
    for n, order in enumerate(list(permutations(logs))[::80]):
        lake = place / str(n)
        imported(lake, order)

        assert taken(lake) == [("SIP/31", 3), ("SIP/310", 1)]
        with Lake.at(lake).snapshot().connect() as con:
            names.append(con.execute("SELECT spelt, name FROM names ORDER BY ALL").fetchall())
    assert names == [[(n, "SIP/31") for n in ("31", "Agent/31", "Local/31@q/n")]] * len(names)


@pytest.mark.proof
def test_states_and_links_are_shown_under_the_same_name(place: Path, logs: list[Path]) -> None:
    imported(place, logs)

    with Lake.at(place).snapshot().connect() as con:
        states = con.execute("SELECT DISTINCT agent FROM agent_states").fetchall()
        links = con.execute("SELECT DISTINCT agent FROM links ORDER BY 1").fetchall()
    assert states == [("SIP/31",)]
    assert links == [("SIP/31",), ("SIP/310",)]


@pytest.mark.proof
def test_what_an_undone_run_told_names_nobody(place: Path, logs: list[Path]) -> None:
    imported(place, [logs[0]])
    run = import_files(place, "asterisk", [logs[1]], zone="Europe/Amsterdam").run_id

    undo(place, str(run))

    assert taken(place) == [("Agent/31", 1)]


@pytest.mark.proof
def test_a_rebuild_changes_nothing(place: Path, logs: list[Path]) -> None:
    imported(place, logs)

    assert rebuild(place) is False


def test_equal_extensions_of_two_phone_systems_are_two_agents(
    place: Path, logs: list[Path]
) -> None:
    imported(place, [logs[0]], "asterisk@north")
    imported(place, [logs[1]], "asterisk@south")

    assert taken(place) == [("Agent/31", 1), ("SIP/31", 1)]


@pytest.mark.journey("history")
def test_a_name_and_an_interface_are_not_guessed_to_be_one(place: Path, write: Write) -> None:
    imported(place, [write("one", *call(1, "Ana")), write("two", *call(2, "SIP/31"))])

    assert taken(place) == [("Ana", 1), ("SIP/31", 1)]
