"""What is handed in with files, mappings and folders: what must be said, how much, and what is no zone or country."""

from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.imports.views.test_uploads import MAPPING
from tests.scaffold.cast import Cast
from tests.scaffold.form_bounds import bounds
from willet.imports.domain.mappings import StaleMappingError
from willet.imports.forms import (
    LONGEST_PBX,
    FolderForm,
    ManyFilesField,
    MappingForm,
    ReadingForm,
    UploadForm,
)
from willet.imports.models import SavedMapping

pytestmark = pytest.mark.django_db
MUST, MAY = True, False
REFUSED = "refused"


def _read(**given: Any) -> dict[str, Any] | str:
    files = {name: given.pop(name) for name in list(given) if name == "mapping_file"}
    form = ReadingForm(given, files)
    return form.cleaned_data if form.is_valid() else ",".join(sorted(form.errors))


def _file(text: str | bytes, name: str = "m.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_nothing_but_the_files_must_be_said() -> None:
    told = {
        "source": (MAY, None),
        "pbx": (MAY, 31),
        "zone": (MAY, 60),
        "region": (MAY, 2),
        "saved_mapping": (MAY, None),
        "mapping_file": (MAY, None),
        "keep_mapping_as": (MAY, 80),
    }

    assert bounds(ReadingForm()) == told
    assert bounds(UploadForm()) == told | {"uploads": (MUST, None)}
    # Behind `asterisk@` a name fills the 40 letters that the name of a source may have.
    assert 40 - len("asterisk@") == LONGEST_PBX


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("zone", "", ""),
        ("zone", " Europe/Amsterdam ", "Europe/Amsterdam"),
        ("zone", "Europe/Atlantis", REFUSED),
        ("region", "", ""),
        ("region", "nl", "nl"),
        ("region", "xx", REFUSED),
        ("pbx", "", ""),
        ("pbx", " north ", "north"),
        ("pbx", "North Side", REFUSED),
        ("pbx", "n" * 31, "n" * 31),
        ("pbx", "n" * 32, REFUSED),
        ("source", "asterisk", "asterisk"),
        ("source", "", ""),
        ("source", "nonsense", REFUSED),
    ],
)
def test_what_is_said_of_files(field: str, written: str, kept: str) -> None:
    read = _read(**{field: written})

    assert (read if isinstance(read, str) else read[field]) == (field if kept == REFUSED else kept)


def test_a_mapping_is_that_of_the_file_else_the_one_saved(cast: Cast) -> None:
    saved = SavedMapping.objects.create(name="daily", text=MAPPING)
    other = MAPPING.replace("other_system", "another")

    def mapping(**given: Any) -> Any:
        read = _read(**given)
        return read if isinstance(read, str) else read["mapping"]

    assert mapping() == ""
    assert mapping(saved_mapping=saved.pk) == MAPPING
    assert mapping(mapping_file=_file(other)) == other
    assert mapping(mapping_file=_file(other), saved_mapping=saved.pk) == other
    assert mapping(saved_mapping=999) == "saved_mapping"


def test_only_a_file_that_was_chosen_is_kept_under_a_name() -> None:
    assert _read(keep_mapping_as="daily") == "keep_mapping_as"
    read = _read(keep_mapping_as="daily", mapping_file=_file(MAPPING))
    assert isinstance(read, dict)
    assert read["keep_mapping_as"] == "daily"


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        (MAPPING.encode(), True),
        (b"\xef\xbb\xbf" + MAPPING.encode(), True),  # as Windows writes UTF-8
        (MAPPING.encode("utf-16"), False),
        (b"[columns", False),
        (MAPPING.encode() + b"#" * (256 * 1024 - len(MAPPING)), True),
        (MAPPING.encode() + b"#" * (256 * 1024 + 1 - len(MAPPING)), False),
    ],
)
def test_a_mapping_file_is_text_and_small(content: bytes, taken: bool) -> None:
    read = _read(mapping_file=_file(content))

    assert (read != "mapping_file") is taken
    if isinstance(read, dict):
        assert read["mapping_file"].startswith('name = "other_system"')


@pytest.mark.parametrize("given", [None, [], [None]])
def test_no_file_is_a_missing_one(given: Any) -> None:
    with pytest.raises(forms.ValidationError) as wrong:
        ManyFilesField().clean(given)
    assert wrong.value.code == "required"


def test_one_file_and_several_are_a_list() -> None:
    one, two = _file("a", "a.csv"), _file("b", "b.csv")

    assert ManyFilesField().clean(one) == [one]
    assert ManyFilesField().clean([one, two]) == [one, two]
    assert ManyFilesField.widget.allow_multiple_selected
    with pytest.raises(forms.ValidationError):
        ManyFilesField().clean([one, _file("", "empty.csv")])


def test_zones_are_places() -> None:
    zones = ReadingForm.zones()

    assert zones == sorted(zones)
    assert {"Europe/Amsterdam", "Asia/Ho_Chi_Minh", "America/Mexico_City"} <= set(zones)
    assert not {"UTC", "EST", "Etc/GMT+1"} & set(zones)
    assert set(zones) <= available_timezones()


def test_a_mapping_changed_meanwhile_is_not_written_over(cast: Cast) -> None:
    kept = MappingForm({"name": "daily", "text": MAPPING}, by=cast.manager)
    assert kept.is_valid(), kept.errors
    mapping = kept.save()
    assert (
        mapping.version,
        MappingForm(instance=mapping, by=cast.manager)["seen_version"].value(),
    ) == (1, 1)

    def change(seen: int | str) -> MappingForm:
        fresh = SavedMapping.objects.get()
        form = MappingForm(
            {"name": "daily", "text": f"{MAPPING}# {seen}", "seen_version": seen},
            instance=fresh,
            by=cast.manager,
        )
        assert form.is_valid(), form.errors
        return form

    for unseen in ("", 0, 2):
        with pytest.raises(StaleMappingError):
            change(unseen).save()
    assert change(1).save().version == 2
    for stale in (1, "", 0):
        with pytest.raises(StaleMappingError):
            change(stale).save()
    assert not MappingForm({"name": "x", "text": "[columns"}, by=cast.manager).is_valid()


def test_a_folder_is_one_of_its_own(
    cast: Cast, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("calls")
    given = {"source": "", "silent_after_h": 24, "active": True}

    def errors(path: str, **more: str) -> set[str]:
        return set(FolderForm({**given, "path": path, **more}).errors)

    assert errors(f" {place} ") == set()
    assert errors("calls") == {"path"}
    assert errors(str(place / "nowhere")) == {"path"}
    assert errors(str(home)) == {"path"}
    assert errors(str(place), zone="Europe/Atlantis", region="XX") == {"zone", "region"}
    assert not bounds(FolderForm())["source"][0]
