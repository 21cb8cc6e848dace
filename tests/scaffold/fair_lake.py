"""A lake whose agents can be compared by hand: one kind of work, callers nobody knows, and what agents said of it."""

from pathlib import Path

import pytest

from tests.scaffold.lent import Lend, copied
from willet.core.intake import import_files

HEAD = "contact_id,arrived_at,queue,agent,team,topic,outcome,talk_s,resolved\n"


def lines(agent: str, team: str, n: int, solved: int, *, first: int) -> str:
    """`n` answered calls of the first days of March, of which the first were solved."""
    return "".join(
        f"c{first + i:03},2026-03-{2 + i % 5:02} 09:{i % 60:02}:00,sales,{agent},{team},order,answered,60,"
        f"{'true' if i < solved else 'false'}\n"
        for i in range(n)
    )


CALLS = (
    HEAD
    + lines("Anna W", "North", 40, 38, first=0)
    + lines("Otto K", "South", 40, 10, first=100)
    + lines("Tomás R", "North", 5, 3, first=200)
    + "c300,2026-03-20 09:00:00,sales,Anna W,North,order,answered,60,false\n"
)
"""Three fifths of 85 calls solved; one more came too late for its window to have passed."""


@pytest.fixture(scope="session")
def made_fair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the lake as it is after the import; nobody writes to it."""
    folder = tmp_path_factory.mktemp("fair")
    calls = folder / "calls.csv"
    calls.write_text(CALLS, encoding="utf-8")
    report = import_files(folder / "lake", "table", [calls], zone="Europe/Amsterdam")
    assert (report.contacts_new, report.rejects.total) == (86, 0)
    return folder / "lake"


@pytest.fixture
def fair_lake(made_fair: Path, home: Path) -> Path:
    """The lake of fair comparison in the home of this test."""
    return copied(made_fair, home)


@pytest.fixture
def lent_fair_lake(made_fair: Path, lend: Lend) -> Path:
    """The same, lent: for tests that only read it."""
    return lend(made_fair)
