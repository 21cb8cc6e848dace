"""A lake with unresolved cases whose causes can be counted by hand, and whose agents can be compared."""

from pathlib import Path

import pytest

from tests.scaffold.lent import Lend, copied
from willet.core.intake import import_files

HEAD = "contact_id,arrived_at,queue,agent,team,topic,outcome,talk_s,resolved,cause,customer_id,transfers\n"


def lines(agent: str, team: str, n: int, bad: int, cause: str, *, first: int) -> str:
    """`n` answered calls of as many customers on one topic; the first `bad` were not solved."""
    return "".join(
        f"c{i:03},2026-03-{2 + i % 9:02} 09:{i % 60:02}:00,sales,{agent},{team},order,answered,60,"
        f"{'false' if i - first < bad else 'true'},{cause if i - first < bad else ''},k{i},0\n"
        for i in range(first, first + n)
    )


CALLS = (
    HEAD
    + lines("Anna W", "North", 60, 24, "authority", first=0)
    + lines("Otto K", "South", 60, 6, "authority", first=100)
    + lines("Tomás R", "North", 2, 2, "parts late", first=200)
    + "c300,2026-03-05 10:00:00,sales,Otto K,South,order,answered,60,false,,k300,1\n"
    + "c301,2026-03-05 11:00:00,help,Otto K,South,fix,answered,60,false,,k301,0\n"
)
"""Unresolved: authority 24 of 60 at Anna W and 6 of 61 at Otto K, who handed one more on without a word (c300,
a suggestion); two parts late; and c301, of which nothing is known."""


@pytest.fixture(scope="session")
def made_causes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the lake as it is after the import; nobody writes to it."""
    folder = tmp_path_factory.mktemp("causes")
    calls = folder / "calls.csv"
    calls.write_text(CALLS, encoding="utf-8")
    report = import_files(folder / "lake", "table", [calls], zone="Europe/Amsterdam")
    assert (report.contacts_new, report.rejects.total) == (124, 0)
    return folder / "lake"


@pytest.fixture
def causes_lake(made_causes: Path, home: Path) -> Path:
    """The lake of causes in the home of this test."""
    return copied(made_causes, home)


@pytest.fixture
def lent_causes_lake(made_causes: Path, lend: Lend) -> Path:
    """The same, lent: for tests that only read it."""
    return lend(made_causes)
