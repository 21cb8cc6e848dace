"""What this room tells people: how an import ended, that files of the lake are damaged, what waits for a yes."""

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.core.records import Message, counted, saying
from willet.imports.domain.importing import FORGOTTEN_AFTER
from willet.imports.models import Upload
from willet.people.models import User
from willet.ui.inbox import InboxLine
from willet.ui.notices import notify
from willet.ui.tasks import WorkOrder

FINISHED, FAILED, DAMAGE = "imports.finished", "imports.failed", "imports.damage"
"""Kinds of notices."""
IS_IN: Final = saying("import_is_in", "Your files are in: %(files)s.")
NOT_IN: Final = saying("import_not_in", "Your files are not in: %(files)s. %(why)s")
DAMAGED: Final = counted(
    "files_damaged",
    "%(n)s file of the data store is damaged. The page “Data check” says what to do.",
    "%(n)s files of the data store are damaged. The page “Data check” says what to do.",
)


def tell_of_import(order: WorkOrder, error: Message | None) -> None:
    """Tell whoever asked for an import how it ended."""
    upload = Upload.objects.filter(pk=order.payload["upload"]).first()
    if upload is None or order.asked_by is None:
        return
    files, to, key = str(upload), [order.asked_by], str(order.id)
    if error is not None:
        text, way = NOT_IN(files=files, why=error), reverse("imports:upload", args=[upload.pk])
        notify(FAILED, text, to=to, href=way, key=key)
    else:
        way = reverse("imports:run", args=[upload.run_id])
        notify(FINISHED, IS_IN(files=files), to=to, href=way, key=key)


def tell_of_damage(paths: Iterable[str], *, checked_at: str) -> None:
    """Tell those who look after the lake of files that a check could not mend."""
    n = len(list(paths))
    notify(DAMAGE, DAMAGED(n=n), href=reverse("imports:lake"), key=checked_at)


def waiting_uploads(reader: User) -> list[InboxLine]:
    """Uploads of this reader that were read and wait for a yes; they are removed after two days."""
    read = Upload.objects.filter(uploaded_by=reader, run_id="", preview__isnull=False)
    return [
        InboxLine(
            _("Import %(files)s, or remove the upload") % {"files": upload},
            reverse("imports:upload", args=[upload.pk]),
            reader,
            upload.uploaded_at + FORGOTTEN_AFTER,
        )
        for upload in read
    ]
