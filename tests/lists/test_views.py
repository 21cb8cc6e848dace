"""The pages of lists, by role, with what they change and refuse."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.scaffold.cast import ROLES, Cast
from willet.lists.domain.verbs import entry_of
from willet.lists.models import EntrySpelling, ListEntry
from willet.people.agents.keeping import NOBODY, NamesError
from willet.people.agents.merging import merge, take_apart

# stranger, manager, lead, agent, analyst, administrator
MAY = (302, 302, 403, 403, 403, 302)


def texts(page: object) -> str:
    return str(getattr(page, "content", b"").decode())


@pytest.fixture
def manager(cast: Cast) -> Client:
    return cast.client("manager")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ["spellings", "merge", "apart"])
def test_only_managers_and_administrators_change_lists(cast: Cast, role: str, act: str) -> None:
    sales = entry_of("queue", "sales", by=NOBODY)

    answer = cast.client(role).post(f"/lists/entries/{sales.pk}/{act}/", {"spelt": "q1"})

    assert answer.status_code == MAY[ROLES.index(role)]
    assert EntrySpelling.objects.exists() is (
        act == "spellings" and role in {"manager", "administrator"}
    )


def test_an_analyst_sees_lists_without_a_way_to_change_them(cast: Cast, small_lake: Path) -> None:
    entry_of("queue", "sales", by=NOBODY)

    page = texts(cast.client("analyst").get("/lists/"))

    assert "sales" in page
    assert "/lists/entries/" not in page
    assert "/lists/queue/new/" not in page


def test_a_name_of_the_records_is_written_down_with_words(
    manager: Client, small_lake: Path
) -> None:
    assert "/lists/topic/new/?name=fault" in texts(manager.get("/lists/topic/"))

    words = {"name": "fault", "words_en": "Faults", "words_de": "Störungen"}
    manager.post("/lists/topic/new/?name=fault", words)

    (entry,) = ListEntry.objects.all()
    assert (entry.kind, entry.name) == ("topic", "fault")
    assert entry.words == {"en": "Faults", "de": "Störungen"}
    assert "Faults" in texts(manager.get("/lists/topic/"))


def test_the_key_of_an_entry_stays(manager: Client) -> None:
    sales = entry_of("queue", "sales", by=NOBODY)

    manager.post(f"/lists/entries/{sales.pk}/change/", {"name": "other", "is_hidden": "on"})

    sales.refresh_from_db()
    assert (sales.name, sales.is_hidden) == ("sales", True)


def test_an_entry_of_the_same_name_is_refused(manager: Client) -> None:
    entry_of("queue", "sales", by=NOBODY)

    page = manager.post("/lists/queue/new/", {"name": " sales "})

    assert page.status_code == 422
    assert "There is an entry of this name already." in texts(page)


def test_entries_are_merged_by_name_and_the_second_of_two_is_told(cast: Cast) -> None:
    one, two = (entry_of("queue", n, by=NOBODY) for n in ("one", "two"))

    cast.client("manager").post(f"/lists/entries/{one.pk}/merge/", {"into": "two"})
    page = cast.client("administrator").post(
        f"/lists/entries/{two.pk}/merge/", {"into": "one"}, follow=True
    )

    assert "one counts as two already" in texts(page)
    assert ListEntry.objects.get(name="one").merged_into == two


def test_a_removed_entry_comes_back_with_its_spellings(manager: Client) -> None:
    sales = entry_of("queue", "sales", by=NOBODY)
    manager.post(f"/lists/entries/{sales.pk}/spellings/", {"spelt": "q1"})

    page = texts(manager.post(f"/lists/entries/{sales.pk}/remove/", follow=True))
    assert ListEntry.objects.count() == 0
    token = page.split("/undo/")[1].split('"')[0]
    manager.post(f"/undo/{token}")

    assert [s.entry.name for s in EntrySpelling.objects.all()] == ["sales"]


def removed(manager: Client, entry: ListEntry) -> str:
    """The token that brings back an entry removed on its page."""
    page = texts(manager.post(f"/lists/entries/{entry.pk}/remove/", follow=True))
    return page.split("/undo/")[1].split('"')[0]


def test_what_was_merged_into_a_removed_entry_is_merged_again_when_that_comes_back(
    manager: Client,
) -> None:
    one, two = (entry_of("queue", n, by=NOBODY) for n in ("one", "two"))
    merge(one, two, by=NOBODY)

    token = removed(manager, two)
    one.refresh_from_db()
    assert one.merged_into is None
    take_apart(one, by=NOBODY)
    manager.post(f"/undo/{token}")

    one.refresh_from_db()
    assert one.merged_into == two


def test_an_entry_comes_back_alone_where_what_it_was_merged_into_is_gone(manager: Client) -> None:
    one, two = (entry_of("queue", n, by=NOBODY) for n in ("one", "two"))
    merge(one, two, by=NOBODY)

    token = removed(manager, one)
    removed(manager, two)
    page = texts(manager.post(f"/undo/{token}", follow=True))

    assert "It is back." in page
    assert [(e.name, e.merged_into) for e in ListEntry.objects.all()] == [("one", None)]


def test_a_merge_with_an_entry_that_was_removed_meanwhile_is_said(manager: Client) -> None:
    one, two = (entry_of("queue", n, by=NOBODY) for n in ("one", "two"))
    seen = ListEntry.objects.get(pk=two.pk)
    removed(manager, two)

    with pytest.raises(NamesError, match="two was removed meanwhile"):
        merge(one, seen, by=NOBODY)
    with pytest.raises(NamesError, match="two was removed meanwhile"):
        take_apart(seen, by=NOBODY)


def test_an_unknown_list_is_not_found(manager: Client) -> None:
    assert manager.get("/lists/colours/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(cast: Cast, count: int) -> None:
    """The session, the reader, unread notices, the entries and their spellings."""
    for n in range(count):
        entry_of("queue", f"q{n}", by=NOBODY)
    client = cast.client("manager")
    client.get("/lists/")

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/lists/").status_code == 200
    assert len(asked) == 5
