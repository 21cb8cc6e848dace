"""Uploaded files: kept under safe, distinct names, in order, readable by their owner alone, and forgotten."""

import stat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from willet.core.records import RequestError
from willet.imports.domain.uploads import (
    forget_files,
    keep_files,
    keep_mapping_of,
    kept_files,
    mapping_path,
)
from willet.imports.models import Upload


def files(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, f"content {n}".encode()) for n, name in enumerate(names)]


# Django itself refuses a name that ends in nothing but a folder.
A_NAME = st.text(min_size=1, max_size=40).filter(
    lambda name: name.rpartition("/")[2].strip("./\\ \0")
)
NAMES = st.lists(A_NAME, min_size=1, max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(NAMES)
def test_any_names_become_distinct_names_within_the_folder(home: Path, names: list[str]) -> None:
    upload = Upload()

    kept = keep_files(upload, files=files(*names))

    assert [p.read_text() for p in kept] == [f"content {n}" for n in range(len(names))]
    assert len({p.name.lower() for p in kept}) == len(names)
    assert {p.resolve().parent for p in kept} == {home / "uploads" / upload.pk.hex}
    forget_files(upload)


@pytest.mark.parametrize("letter", ["e", "ế", "話", "𠀋"])
def test_a_name_of_any_letters_fits_a_file_system(home: Path, letter: str) -> None:
    (kept,) = keep_files(Upload(), files=files(letter * 250 + ".csv"))

    assert kept.suffix == ".csv"
    assert len(kept.name.encode()) in range(190, 201)
    assert kept.exists()


def test_equal_names_are_told_apart_and_none_takes_the_mapping_s(home: Path) -> None:
    kept = keep_files(Upload(), files=files("a.csv", "A.csv", "mapping.toml"))
    assert [p.name for p in kept] == ["a.csv", "2-A.csv", "2-mapping.toml"]


def test_files_are_for_their_owner_alone(home: Path) -> None:
    (kept,) = keep_files(Upload(), files=files("a.csv"))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_files_that_are_gone_are_named(home: Path) -> None:
    upload = Upload(files=[{"name": "a.csv", "kept_as": "a.csv", "size": 9}])
    with pytest.raises(RequestError, match=r"a\.csv is no longer here"):
        kept_files(upload)


def test_a_mapping_stands_beside_the_files_until_it_is_taken_away(home: Path) -> None:
    upload = Upload(mapping='name = "x"')
    keep_files(upload, files=files("a.csv"))

    keep_mapping_of(upload)
    path = mapping_path(upload)
    assert path is not None
    assert path.read_text() == 'name = "x"'

    upload.mapping = ""
    keep_mapping_of(upload)
    assert mapping_path(upload) is None
