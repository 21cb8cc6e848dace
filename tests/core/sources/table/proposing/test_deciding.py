"""What a column means where its heading alone does not say it: a group of calls or one of agents."""

from pathlib import Path

import pytest

from willet.core.lake.engine import open_engine
from willet.core.sources.table.proposing import propose


def meanings(folder: Path, heading: str, *more: tuple[str, list[str]], taken: bool) -> list[str]:
    """The meanings of the columns behind the id and the arrival: a group, an agent, and more."""
    agents = ["Anna", "Jörg", "" if not taken else "Lena", "Anna"]
    columns = [
        ("Nr", [str(7100 + n) for n in range(40)]),
        ("Beginn", [f"{n % 28 + 1:02}.03.2026 09:{n:02}:11" for n in range(40)]),
        (heading, ["Technik", "Rechnung", "Technik", "Vertrieb"] * 10),
        ("Mitarbeiter", agents * 10),
        *more,
    ]
    path = folder / "calls.csv"
    lines = zip(*(cells for _, cells in columns), strict=True)
    head = ";".join(name for name, _ in columns)
    path.write_text("\n".join([head, *map(";".join, lines)]), encoding="utf-8")
    with open_engine() as con:
        return [column.choice.meaning for column in propose(con, path).columns[2:]]


@pytest.mark.parametrize("heading", ["Gruppe", "Group", "Groep", "Grupo"])
def test_a_group_that_stands_beside_calls_nobody_took_is_the_queue(
    tmp_path: Path, heading: str
) -> None:
    assert meanings(tmp_path, heading, taken=False) == ["queue", "agent"]
    assert meanings(tmp_path, heading, taken=True) == ["team", "agent"]


def test_a_group_beside_a_queue_or_called_a_team_is_one_of_agents(tmp_path: Path) -> None:
    queue = ("Warteschlange", ["A", "B"] * 20)

    assert meanings(tmp_path, "Gruppe", queue, taken=False) == ["team", "agent", "queue"]
    assert meanings(tmp_path, "Team", taken=False) == ["team", "agent"]
