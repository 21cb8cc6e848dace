"""A lake whose contacts differ in every dimension, under names that try to break out of a filter; some are unknown."""

import csv
from itertools import cycle
from pathlib import Path

import pytest

from willet.core.intake import import_files

NAMES = ("", "sales", "O'Brien", "a; drop table contacts --", "Kỹ thuật", "$queue", "null", "%")
HEAD = (
    *("contact_id", "arrived_at", "queue", "agent", "team", "topic", "channel", "direction"),
    *("language", "outcome", "customer_id", "resolved", "talk_s"),
)
CONTACTS = 60


def rows() -> list[tuple[str, ...]]:
    """Sixty contacts over nine days; the lists are of unlike lengths, so that most of their pairs meet."""
    lists = (
        NAMES,
        ("", "Anna", "O'Brien", "北村", "Otto"),
        ("", "North", "Team 'A'"),
        NAMES[:7],
        ("", "voice", "chat"),
        ("", "inbound", "outbound", "inbound"),
        ("", "de", "nl", "vi", "en", "es", "de"),
        ("answered", "abandoned", "", "answered", "blocked"),
        tuple(f"k{i}" for i in range(41)),
        ("true", "false", ""),
        ("60", ""),
    )
    columns = [cycle(values) for values in lists]
    return [
        (f"f{i:02}", f"2026-03-{1 + i % 9:02} 09:{i:02}:00", *(next(c) for c in columns))
        for i in range(CONTACTS)
    ]


@pytest.fixture(scope="session")
def made_filters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the lake as it is after the import; nobody writes to it."""
    folder = tmp_path_factory.mktemp("filters")
    with (folder / "calls.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEAD)
        table.writerows(rows())
    report = import_files(folder / "lake", "table", [folder / "calls.csv"], zone="UTC")
    assert (report.contacts_new, report.rejects.total) == (CONTACTS, 0)
    return folder / "lake"
