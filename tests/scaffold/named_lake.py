"""A lake with one contact of each agent in each team, under names that try to break out of SQL; some are unknown."""

import csv
from itertools import product
from pathlib import Path

import pytest

from tests.scaffold.lent import Lend, copied
from willet.core.intake import import_files

AGENTS = (
    "",
    "Anna",
    "anna",
    "Ana María",
    "O'Brien",
    "x' or 'a'='a",
    "a\\",
    "100%",
    "$agent",
    "--",
    "null",
    "北村",
)
TEAMS = ("", "North", "north", "Süd", "Team 'A'", "in ('North')", "null")
SHARED = "shared"
"""The customer of the last two contacts, of two agents, who are one case."""


def rows() -> list[list[str]]:
    """Each agent in each team on the same morning, all of other customers; and one case of two agents."""
    crossed = [
        [f"n{i:03}", f"2026-03-02 09:{i % 60:02}:00", agent, team, f"k{i}"]
        for i, (agent, team) in enumerate(product(AGENTS, TEAMS))
    ]
    shared = [("s1", "Anna", "North"), ("s2", "O'Brien", "Süd")]
    return [*crossed, *([n, "2026-03-03 10:00:00", a, t, SHARED] for n, a, t in shared)]


@pytest.fixture(scope="session")
def made_names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the lake as it is after the import; nobody writes to it."""
    folder = tmp_path_factory.mktemp("names")
    with (folder / "calls.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        head = ["contact_id", "arrived_at", "agent", "team", "customer_id"]
        table.writerow([*head, "outcome", "queue", "talk_s"])
        table.writerows([*row, "answered", "sales", "60"] for row in rows())
    report = import_files(folder / "lake", "table", [folder / "calls.csv"], zone="UTC")
    assert (report.contacts_new, report.rejects.total) == (len(AGENTS) * len(TEAMS) + 2, 0)
    return folder / "lake"


@pytest.fixture
def named_lake(made_names: Path, home: Path) -> Path:
    """The lake of names in the home of this test."""
    return copied(made_names, home)


@pytest.fixture
def lent_named_lake(made_names: Path, lend: Lend) -> Path:
    """The same, lent: for tests that only read it."""
    return lend(made_names)
