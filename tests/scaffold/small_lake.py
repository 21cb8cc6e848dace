"""A lake of twelve contacts small enough to count by hand; made once and copied for each test."""

from pathlib import Path

import pytest

from tests.scaffold.lent import Lend, copied
from willet.core.intake import import_files

TABLE = """
contact_id | arrived_at          | queue   | agent   | team  | topic   | outcome   | wait_s | ring_s | talk_s | acw_s | resolved | cause     | customer_id | transfers
c01        | 2026-03-02 09:00:00 | sales   | Anna W  | North | order   | answered  | 10     | 4      | 100    | 20    | true     |           | k1          | 0
c02        | 2026-03-02 09:10:00 | sales   | Otto K  | South | order   | answered  | 30     | 5      | 200    | 20    | false    | authority | k2          | 1
c03        | 2026-03-02 10:00:00 | support |         |       | fault   | abandoned | 45     |        |        |       |          |           | k3          | 0
c04        | 2026-03-03 11:00:00 | support | Anna W  | North | fault   | answered  | 15     | 3      | 300    | 40    | true     |           | k3          | 0
c05        | 2026-03-09 09:00:00 | sales   | Anna W  | North | order   | answered  | 5      | 2      | 120    | 10    | true     |           | k4          | 0
c06        | 2026-03-09 09:30:00 | support | Otto K  | South | fault   | answered  | 60     | 6      | 240    | 30    | false    |           | k5          | 0
c07        | 2026-03-10 14:00:00 | support | Otto K  | South | =1+1    | answered  | 20     | 6      | 180    | 30    | true     |           | k6          | 0
c08        | 2026-03-10 15:00:00 | sales   |         |       | order   | abandoned | 3      |        |        |       |          |           | k7          | 0
c09        | 2026-03-11 16:00:00 | sales   | Tomás R | North |         | answered  | 12     | 4      | 90     | 15    |          |           |             | 0
c10        | 2026-03-12 09:00:00 | support | Anna W  | North | fault   | answered  | 18     | 5      | 150    | 25    | true     |           | k8          | 0
c11        | 2026-03-13 09:00:00 | sales   | Otto K  | South | order   | blocked   |        |        |        |       |          |           | k9          | 0
c12        | 2026-03-14 09:00:00 | sales   | Anna W  | North | order   | answered  | 8      | 4      | 130    | 10    | true     |           | k1          | 0
"""  # noqa: E501 -- drawn as a table
"""Local times of Amsterdam. The newest day is 14 March 2026; the newest seven days hold c05 to c12."""


def csv_of(table: str) -> str:
    """The drawn table as CSV."""
    rows = [line.split("|") for line in table.strip().splitlines()]
    return "".join(",".join(cell.strip() for cell in row) + "\n" for row in rows)


@pytest.fixture(scope="session")
def made_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the lake as it is after the import; nobody writes to it."""
    folder = tmp_path_factory.mktemp("small")
    calls = folder / "calls.csv"
    calls.write_text(csv_of(TABLE), encoding="utf-8")
    report = import_files(folder / "lake", "table", [calls], zone="Europe/Amsterdam")
    assert (report.contacts_new, report.rejects.total) == (12, 0)
    return folder / "lake"


@pytest.fixture
def small_lake(made_lake: Path, home: Path) -> Path:
    """The small lake in the home of this test."""
    return copied(made_lake, home)


@pytest.fixture
def lent_small_lake(made_lake: Path, lend: Lend) -> Path:
    """The same, lent: for tests that only read it."""
    return lend(made_lake)
