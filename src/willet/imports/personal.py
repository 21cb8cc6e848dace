"""What this room keeps of persons: the first rows of uploads, as their dry run showed them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
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
    """Leave erased customers' rows out of previews; show employees under their pseudonym."""
    count = 0
    for upload in Upload.objects.exclude(preview=None):
        rows = list(_rows(upload))
        kept = [
            _called(row, gone) for row in rows if not gone.is_contact(row.get("contact_id") or "")
        ]
        if kept != rows:
            shown = [list(row.values()) for row in kept]
            upload.preview = {**(upload.preview or {}), "rows": shown}
            upload.save(update_fields=["preview"])
            count += 1
    return count


def _called(row: Mapping[str, Any], gone: Forgotten) -> dict[str, Any]:
    return {n: gone.called(v) if isinstance(v, str) else v for n, v in row.items()}


HOLDERS = (Holder("previews", _("First rows of uploads"), _held, _forget),)
