"""What this room keeps of persons: uploads that wait, their first rows and rejects, and what is told of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.imports.domain.forgetting import forget_in_rejects, forget_uploads
from willet.imports.models import Upload
from willet.ui.personal import Holder, Sought


def _rows(upload: Upload) -> Iterator[dict[str, Any]]:
    preview: dict[str, Any] = upload.preview or {"columns": [], "rows": []}
    for row in preview["rows"]:
        yield dict(zip(preview["columns"], row, strict=True))


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    return [
        row
        for upload in Upload.objects.exclude(preview=None)
        for row in _rows(upload)
        if row.get("contact_id") in sought.contacts or row.get("agent") in sought.names
    ]


def _forget(gone: Forgotten) -> int:
    """Leave erased customers' rows out of previews; show employees under their pseudonym, and nobody in a report."""
    count = 0
    for upload in Upload.objects.all():
        before = upload.preview, upload.report, upload.files
        upload.preview = upload.preview and {**upload.preview, "rows": _kept_rows(upload, gone)}
        upload.report, upload.files = scrubbed([upload.report, upload.files], gone)
        if (upload.preview, upload.report, upload.files) != before:
            upload.save(update_fields=["preview", "report", "files"])
            count += 1
    return count


def _kept_rows(upload: Upload, gone: Forgotten) -> list[list[Any]]:
    rows = (row for row in _rows(upload) if not gone.is_contact(row.get("contact_id") or ""))
    return [scrubbed(list(row.values()), gone) for row in rows]


def _nothing_held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    """Files are looked through when somebody is erased, and not to be shown."""
    return ()


HOLDERS = (
    Holder("previews", _("First rows of uploads"), _held, _forget),
    Holder("uploads", _("Uploaded files"), _nothing_held, forget_uploads),
    Holder("rejects", _("Rows that could not be read"), _nothing_held, forget_in_rejects),
)
