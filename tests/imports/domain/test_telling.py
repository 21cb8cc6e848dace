"""Whoever asked for an import is told how it ended; administrators are told of damage; nobody else is."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.scaffold.cast import Cast
from willet.core.lake import Lake
from willet.imports.domain import importing
from willet.imports.domain.soundness import check_if_due
from willet.imports.domain.uploads import kept_files
from willet.imports.models import Upload
from willet.jobs.domain.working import work_once
from willet.notices.models import Notice
from willet.people.models import User

CALLS = b"contact_id,arrived_at,queue,outcome\na1,2026-03-02 09:00:00,sales,answered\n"
PLAIN: dict[str, Any] = {
    "mapping": "", "keep_mapping_as": "", "source": "table", "pbx": "", "zone": "UTC", "region": "",
}  # fmt: skip


def read_by(person: User) -> Upload:
    """An upload that this person handed in and that was read."""
    files = [SimpleUploadedFile("calls.csv", CALLS)]
    upload = importing.receive({**PLAIN, "uploads": files}, by=person)
    work_once()
    upload.refresh_from_db()
    return upload


def told() -> list[tuple[str, str, str, str]]:
    """Whom, what, where it leads, and how its mail stands."""
    notices = Notice.objects.select_related("reader").order_by("reader__username")
    return [(n.reader.username, str(n.text), n.href, n.mail) for n in notices]


def test_an_import_that_is_in_is_told_to_whoever_asked(cast: Cast, home: Path) -> None:
    upload = read_by(cast.analyst)
    importing.start(upload, by=cast.analyst)
    work_once()

    upload.refresh_from_db()
    where = f"/imports/runs/{upload.run_id}/"
    assert told() == [("linh", "Your files are in: calls.csv.", where, "")]


def test_an_import_that_did_not_work_is_told_with_the_reason_and_by_mail(
    cast: Cast, home: Path
) -> None:
    upload = read_by(cast.analyst)
    importing.start(upload, by=cast.analyst)
    (kept,) = kept_files(upload)
    kept.unlink()
    work_once()

    why = "The uploaded file calls.csv is no longer here. Upload it again."
    text, where = f"Your files are not in: calls.csv. {why}", f"/imports/{upload.pk}/"
    assert told() == [("linh", text, where, "sent")]


def test_whoever_lost_the_right_meanwhile_is_not_told(cast: Cast, home: Path) -> None:
    upload = read_by(cast.analyst)
    importing.start(upload, by=cast.analyst)
    cast.analyst.role = "agent"
    cast.analyst.save()
    work_once()

    assert (told(), Upload.objects.get().run_id) == ([], "")


def test_a_dry_run_is_told_to_nobody(cast: Cast, home: Path) -> None:
    read_by(cast.analyst)

    assert told() == []


def test_damage_that_cannot_be_mended_is_told_to_administrators_once(
    cast: Cast, small_lake: Path
) -> None:
    landed = next((Lake.at(small_lake).layout.root / "landed").rglob("*.parquet"))
    landed.write_bytes(landed.read_bytes()[:-9])

    assert check_if_due()
    assert not check_if_due()

    ((who, text, where, mail),) = told()
    assert (who, where, mail) == ("daan", "/lake/", "waiting")
    assert text.endswith("The page “Data check” says what to do.")


def test_a_sound_lake_is_told_to_nobody(cast: Cast, small_lake: Path) -> None:
    assert check_if_due()

    assert told() == []
