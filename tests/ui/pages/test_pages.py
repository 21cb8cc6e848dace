"""Listing, changing, removing and bringing back, on the mappings; each change is noted, a removal can be undone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.db import SessionStore
from django.forms import modelform_factory
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import text_of
from willet.imports.models import SavedMapping, Upload
from willet.people.rules import IMPORT_FILES
from willet.ui.pages import ThingChange, changed, edit, undoing

MAPPING = """name = "other_system"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "when"
format = "%d.%m.%Y %H:%M"
"""
LIST = "/imports/mappings/"


@pytest.fixture
def noted() -> Iterator[list[ThingChange]]:
    """What was sent as changed, in order."""
    changes: list[ThingChange] = []

    def hear(sender: type, change: ThingChange, **_rest: Any) -> None:
        changes.append(change)

    changed.connect(hear)
    yield changes
    changed.disconnect(hear)


@pytest.fixture
def mapping(cast: Cast, home: Path) -> SavedMapping:
    return SavedMapping.objects.create(name="daily", text=MAPPING.strip(), saved_by=cast.manager)


def undo_address(client: Client) -> str:
    page = client.get(LIST).content.decode()
    return page.partition('action="/undo/')[2].partition('"')[0]


def test_an_empty_list_says_why_and_what_to_do(cast: Cast, home: Path) -> None:
    text = text_of(cast.client("manager").get(LIST).content.decode())

    assert "No mapping is kept yet" in text
    assert "New mapping" in text


def test_a_new_thing_is_kept_and_noted(cast: Cast, home: Path, noted: list[ThingChange]) -> None:
    answer = cast.client("manager").post(f"{LIST}new/", {"name": "nightly", "text": MAPPING})

    kept = SavedMapping.objects.get()
    assert (answer.status_code, answer["Location"], kept.name) == (302, LIST, "nightly")
    assert [(c.who, c.verb, c.thing) for c in noted] == [(cast.manager, "added", kept)]


def test_a_thing_whose_key_is_drawn_beforehand_is_added_and_not_changed(
    cast: Cast, home: Path, noted: list[ThingChange]
) -> None:
    form = modelform_factory(Upload, fields=["source"])({"source": "table"}, instance=Upload())
    request = RequestFactory().post("/")
    request.user, request.session = cast.manager, SessionStore()
    request._messages = default_storage(request)  # type: ignore[attr-defined]

    edit(request, form, title="", back=LIST, permission=IMPORT_FILES)

    assert [change.verb for change in noted] == ["added"]


def test_a_change_names_what_was_and_what_is(
    cast: Cast, mapping: SavedMapping, noted: list[ThingChange]
) -> None:
    address = reverse("imports:mapping", args=[mapping.pk])

    form = {"name": "weekly", "text": MAPPING, "seen_version": mapping.version}
    cast.client("manager").post(address, form)

    assert [(c.verb, dict(c.fields)) for c in noted] == [("changed", {"name": ("daily", "weekly")})]


def test_what_is_refused_is_shown_again_and_not_noted(
    cast: Cast, mapping: SavedMapping, noted: list[ThingChange]
) -> None:
    address = reverse("imports:mapping", args=[mapping.pk])

    answer = cast.client("manager").post(address, {"name": "", "text": MAPPING})

    assert (answer.status_code, noted) == (422, [])
    assert SavedMapping.objects.get().name == "daily"


def test_removing_asks_first(cast: Cast, mapping: SavedMapping) -> None:
    address = reverse("imports:remove_mapping", args=[mapping.pk])

    text = text_of(cast.client("manager").get(address).content.decode())

    assert "Imports made with it stay as they are" in text
    assert SavedMapping.objects.count() == 1


def test_what_was_removed_comes_back_as_it_was(
    cast: Cast, mapping: SavedMapping, noted: list[ThingChange]
) -> None:
    client = cast.client("manager")
    client.post(reverse("imports:remove_mapping", args=[mapping.pk]))
    assert SavedMapping.objects.count() == 0

    answer = client.post(f"/undo/{undo_address(client)}")

    back = SavedMapping.objects.get()
    assert (answer["Location"], back.pk, back.text) == (LIST, mapping.pk, mapping.text)
    assert back.saved_at == mapping.saved_at
    assert [c.verb for c in noted] == ["removed", "restored"]


def test_it_comes_back_once_and_for_its_remover_alone(cast: Cast, mapping: SavedMapping) -> None:
    manager, analyst = cast.client("manager"), cast.client("analyst")
    manager.post(reverse("imports:remove_mapping", args=[mapping.pk]))
    address = f"/undo/{undo_address(manager)}"

    analyst.post(address)
    assert SavedMapping.objects.count() == 0
    manager.post(address)
    assert SavedMapping.objects.count() == 1
    SavedMapping.objects.all().delete()
    manager.post(address)
    assert SavedMapping.objects.count() == 0


def test_a_right_withdrawn_since_shuts_the_way_back(cast: Cast, mapping: SavedMapping) -> None:
    client = cast.client("manager")
    client.post(reverse("imports:remove_mapping", args=[mapping.pk]))
    address = f"/undo/{undo_address(client)}"
    cast.manager.role = "agent"
    cast.manager.save()

    assert client.post(address).status_code == 403
    assert SavedMapping.objects.count() == 0


def test_a_place_taken_since_is_said(cast: Cast, mapping: SavedMapping) -> None:
    client = cast.client("manager")
    client.post(reverse("imports:remove_mapping", args=[mapping.pk]))
    address = f"/undo/{undo_address(client)}"
    SavedMapping.objects.create(name="daily", text=MAPPING)

    answer = client.post(address, follow=True)

    assert "something else has taken its place" in text_of(answer.content.decode())


def test_after_an_hour_it_is_forgotten(
    cast: Cast, mapping: SavedMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = cast.client("manager")
    client.post(reverse("imports:remove_mapping", args=[mapping.pk]))
    address = f"/undo/{undo_address(client)}"
    monkeypatch.setattr(undoing, "LONGEST_S", -1.0)

    answer = client.post(address, follow=True)

    assert "can no longer be undone" in text_of(answer.content.decode())
    assert SavedMapping.objects.count() == 0


def test_a_listener_that_fails_leaves_the_thing_as_it_was(
    cast: Cast, mapping: SavedMapping
) -> None:
    def refuse(**_words: Any) -> None:
        raise RuntimeError("no history, no change")

    changed.connect(refuse)
    client = cast.client("manager")
    client.raise_request_exception = False
    try:
        answer = client.post(reverse("imports:remove_mapping", args=[mapping.pk]))
    finally:
        changed.disconnect(refuse)

    assert answer.status_code == 500
    assert SavedMapping.objects.count() == 1


def test_one_of_a_name_that_was_kept_a_moment_before_is_said(cast: Cast, home: Path) -> None:
    """Two presses of a button come at one moment: both were looked at before either was kept."""

    class Overtaken(modelform_factory(SavedMapping, fields=["name", "text"])):  # type: ignore[misc] # made here
        def is_valid(self) -> bool:
            found_good = not self.errors
            SavedMapping.objects.get_or_create(name="nightly", defaults={"text": MAPPING})
            return bool(found_good)

    form = Overtaken({"name": "nightly", "text": MAPPING}, instance=SavedMapping())
    request = RequestFactory().post("/")
    request.user, request.session = cast.manager, SessionStore()
    request._messages = default_storage(request)  # type: ignore[attr-defined]

    answer = edit(request, form, title="New", back=LIST, permission=IMPORT_FILES)

    assert answer.status_code == 422
    assert "“nightly” is there already. Choose another." in answer.content.decode()
    assert SavedMapping.objects.filter(name="nightly").count() == 1
