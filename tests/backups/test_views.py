"""The page of backups: what is in the folder, the newest first; a stranger's file is none, an invalid date neither."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.scaffold.cast import Cast
from willet.backups.domain.kept import kept_backups
from willet.backups.domain.pieces import MAGIC


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "WILLET_BACKUPS", str(tmp_path))
    monkeypatch.delenv("WILLET_BACKUP_PASSPHRASE", raising=False)
    (tmp_path / "willet-20260301-013000.backup").write_bytes(MAGIC + bytes(2000))
    (tmp_path / "willet-20260302-013000.backup").write_bytes(b"willet-backup.json")
    (tmp_path / "willet-20269999-013000.backup").write_bytes(b"x")
    (tmp_path / "other.backup").write_bytes(b"x")
    return tmp_path


def test_backups_are_listed_with_what_they_are(folder: Path) -> None:
    assert [(b.at.isoformat(), b.size, b.is_encrypted) for b in kept_backups()] == [
        ("2026-03-02T01:30:00+00:00", 18, False),
        ("2026-03-01T01:30:00+00:00", 2016, True),
    ]


@pytest.mark.django_db
def test_the_page_warns_where_nothing_is_encrypted(folder: Path, cast: Cast) -> None:
    page = cast.client("administrator").get("/backups/").content.decode()

    assert page.index("01:30") < page.index("no, and without the keys") < page.index("2.0")
    assert "No passphrase is set" in page


@pytest.mark.django_db
def test_without_a_folder_the_page_says_how_to_name_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "WILLET_BACKUPS", "")

    page = cast.client("administrator").get("/backups/").content.decode()

    assert "Name one with WILLET_BACKUPS" in page
    assert "No passphrase is set" not in page
