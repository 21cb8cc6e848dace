"""A list of queues, topics or codes: what calls carry and what was written down, and which names may be one."""

from pathlib import Path

import pytest

from willet.lists.domain.table import list_table
from willet.lists.models import EntrySpelling, ListEntry
from willet.ui.components import Table

pytestmark = pytest.mark.django_db


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def _subs(table: Table) -> dict[str, list[str]]:
    return {row.cells[0].text: [row.cells[0].sub, row.cells[1].sub] for row in table.rows}


def _queues(edits: bool = False) -> Table:
    return list_table("queue", title="Queues", edits=edits)


def test_the_most_frequent_first_then_by_name(lent_small_lake: Path) -> None:
    """Sales has seven of the twelve contacts, support five; what was only written down has none."""
    ListEntry.objects.create(kind="queue", name="zeta")
    ListEntry.objects.create(kind="queue", name="alpha", words={"en": "First line"})
    ListEntry.objects.create(kind="topic", name="of another list")

    assert _texts(_queues()) == [
        ["sales", "sales", "", "7"],
        ["support", "support", "", "5"],
        ["alpha", "First line", "", "0"],
        ["zeta", "zeta", "", "0"],
    ]


def test_what_was_merged_stands_under_the_other(home: Path) -> None:
    kept = ListEntry.objects.create(kind="queue", name="sales")
    merged = ListEntry.objects.create(kind="queue", name="verkoop", merged_into=kept)
    EntrySpelling.objects.create(entry=kept, kind="queue", spelt="s1")
    EntrySpelling.objects.create(entry=merged, kind="queue", spelt="v1", source="table")
    EntrySpelling.objects.create(entry=kept, kind="topic", spelt="of another list")

    ((_name, _shown, spellings, _calls),) = _texts(_queues())

    assert sorted(spellings.split(", ")) == ["s1", "v1 (table)"]


@pytest.mark.parametrize(("edits", "leads"), [(False, False), (True, True)])
def test_who_edits_follows_a_name(
    home: Path, lent_small_lake: Path, edits: bool, leads: bool
) -> None:
    entry = ListEntry.objects.create(kind="queue", name="sales")

    ways = {row.cells[0].text: row.cells[0].href for row in _queues(edits).rows}

    assert all(bool(way) is leads for way in ways.values())
    if leads:
        assert str(entry.pk) in ways["sales"]
        assert ways["support"].endswith("?name=support")


def test_what_is_left_out_of_menus_says_so(home: Path) -> None:
    ListEntry.objects.create(kind="queue", name="old", is_hidden=True)
    ListEntry.objects.create(kind="queue", name="new")

    assert _subs(_queues()) == {"old": ["left out of menus", ""], "new": ["", ""]}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Sales", "sales", True),
        ("Dat hang", "Đặt hàng", True),
        ("first line", "Firstline", True),
        ("sales", "support", False),
        ("line 1", "line 2", False),  # numbers tell them apart
        ("1", "2", False),
    ],
)
def test_names_of_the_same_letters_may_be_one(
    home: Path, one: str, other: str, alike: bool
) -> None:
    for name in (one, other):
        ListEntry.objects.create(kind="queue", name=name)
    first, second = sorted((one, other))

    subs = {name: shown for name, (_own, shown) in _subs(_queues()).items()}

    assert subs[first] == ""
    assert subs[second] == (f"perhaps the same as {first}" if alike else "")


def test_an_empty_list_says_where_names_come_from(home: Path) -> None:
    empty = _queues().empty

    assert empty is not None
    assert empty.title == "Nothing in this list yet"
