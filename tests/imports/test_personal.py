"""First rows of uploads, and files that wait: whoever was erased goes out of them, and nobody else does."""

from pathlib import Path
from typing import Any

import pytest

from willet.core.lake.erased import Forgotten, Tombstone, hash_of
from willet.imports.domain.forgetting import forget_in_rejects
from willet.imports.models import Upload
from willet.imports.personal import HOLDERS
from willet.ui.personal import Sought

pytestmark = pytest.mark.django_db
PREVIEWS = HOLDERS[0]
GONE = Forgotten.of(
    [
        Tombstone("contact", hash_of("table:c1", "s"), "2030-01-01", "2026-03-01T09:00:00"),
        Tombstone("agent", hash_of("Anna W", "s"), "2030-01-01", "former-1"),
    ],
    "s",
)
COLUMNS = ["contact_id", "agent"]
ROWS: list[list[str | None]] = [["table:c1", "Bo"], ["table:c2", "Anna W"], ["table:c3", None]]


def _upload(rows: list[list[str | None]] | None, **known: object) -> Upload:
    preview = None if rows is None else {"columns": COLUMNS, "rows": rows}
    return Upload.objects.create(source="table", preview=preview, **known)


def test_rows_are_found_by_contact_and_by_agent() -> None:
    _upload(ROWS)
    _upload(None)

    def held(**sought: Any) -> list[object]:
        return [row["contact_id"] for row in PREVIEWS.held(Sought(**sought))]

    assert held(contacts=frozenset({"table:c1"})) == ["table:c1"]
    assert held(names=frozenset({"Anna W"})) == ["table:c2"]
    assert held(contacts=frozenset({"table:c1"}), names=frozenset({"Anna W"})) == [
        "table:c1",
        "table:c2",
    ]
    assert held(names=frozenset({"nobody"})) == []


def test_whose_contact_it_was_goes_and_an_employee_has_a_pseudonym() -> None:
    touched, clean = _upload(ROWS), _upload([["table:c3", "Bo"]])
    named = _upload(None, files=[{"name": "Anna W.csv"}], report={"notes": ["of Anna W"]})
    untouched = Upload.objects.filter(pk=clean.pk).values().get()

    assert [PREVIEWS.forget(GONE) for _ in range(2)] == [2, 0]

    for upload in (touched, named):
        upload.refresh_from_db()
    assert touched.preview == {
        "columns": COLUMNS,
        "rows": [["table:c2", "former-1"], ["table:c3", None]],
    }
    assert (named.preview, named.report) == (None, {"notes": ["of former-1"]})
    assert named.files == [{"name": "former-1.csv"}]
    assert Upload.objects.filter(pk=clean.pk).values().get() == untouched


def test_lists_of_rejects_are_written_anew_where_they_name_somebody(home: Path) -> None:
    folder = home / "rejects"
    folder.mkdir()
    (folder / "a.csv").write_text('f.csv,2,agent,"Anna W",bad\r\n', encoding="utf-8", newline="")
    (folder / "b.csv").write_text("f.csv,2,agent,Bo,bad\r\n", encoding="utf-8", newline="")
    stood = (folder / "b.csv").stat().st_mtime_ns

    assert [forget_in_rejects(GONE) for _ in range(2)] == [1, 0]

    assert (folder / "a.csv").read_bytes() == b"f.csv,2,agent,former-1,bad\r\n"
    assert (folder / "b.csv").stat().st_mtime_ns == stood
