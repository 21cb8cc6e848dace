"""What is told of watched folders: rows refused, files not taken, the same file twice, and silence."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone

from willet.core.records import Message, RequestError, counted, saying
from willet.core.sources import Progress
from willet.imports.domain.watched.looking import NOT_OPEN, look_into, newest_of
from willet.imports.domain.watched.taking import fail, file_of
from willet.imports.models import WatchedFile, WatchedFolder
from willet.ui.notices import notify
from willet.ui.tasks import WorkOrder

NOT_TAKEN, REFUSED_ROWS, SILENT = "imports.not_taken", "imports.refused_rows", "imports.silent"
"""Kinds of notices."""
IS_NOT_TAKEN: Final = saying("watched_not_taken", "%(name)s was not taken: %(why)s")
SAME_FILE: Final = saying(
    "watched_same_file",
    "%(name)s holds the same as %(other)s, which was taken already. It was not read again.",
)
SOME_REFUSED: Final = saying(
    "watched_some_refused", "%(name)s is in. Rows of it that could not be read: %(n)s."
)
NOTHING_CAME: Final = counted(
    "watched_nothing_came",
    "Nothing has come into %(path)s for more than %(n)s hour.",
    "Nothing has come into %(path)s for more than %(n)s hours.",
)


def look_into_all(order: WorkOrder, progress: Progress) -> None:
    """One look into every folder that is watched."""
    now = timezone.now()
    for folder in WatchedFolder.objects.filter(active=True):
        _look_and_tell(folder, now)
        tell_of_silence(folder, now)


def _look_and_tell(folder: WatchedFolder, now: datetime) -> None:
    """Look into one folder; what is wrong in it is told once a day, and stops no other."""
    try:
        wrong = look_into(folder, now)
    except RequestError as error:
        notify(NOT_TAKEN, error.message, href=_folders(), key=f"folder:{folder.pk}:{now:%Y%m%d}")
        return
    for text in wrong:
        name = hashlib.sha256(str(text).encode()).hexdigest()[:20]
        # A name stays wrong; rights are mended, and may be wrong again another day.
        day = f":{now:%Y%m%d}" if text.is_one_of(NOT_OPEN) else ""
        notify(NOT_TAKEN, text, href=_folders(), key=f"name:{folder.pk}:{name}{day}")


def tell_of_silence(folder: WatchedFolder, now: datetime) -> None:
    """Tell once that nothing came for as long as the folder may be silent."""
    last, hours = newest_of(folder) or folder.since, folder.silent_after_h
    if hours and now - last > timedelta(hours=hours):
        text = NOTHING_CAME(path=folder.path, n=hours)
        notify(SILENT, text, href=_folders(), key=f"silent:{folder.pk}:{last.isoformat()}")


def tell_of_file(order: WorkOrder, error: Message | None) -> None:
    """Tell how the taking of a file ended; one that went well and whole is told of by nobody."""
    file = file_of(order)
    if file is None:
        return
    key = f"{file.pk}:{file.size}:{file.mtime_ns}"
    if error is not None:
        fail(file)
        notify(NOT_TAKEN, IS_NOT_TAKEN(name=file.name, why=error), href=_way(file), key=key)
    elif file.state == WatchedFile.State.SAME:
        notify(NOT_TAKEN, SAME_FILE(name=file.name, other=file.same_as), href=_folders(), key=key)
    elif refused := int(_report(file).get("rejected") or 0):
        text = SOME_REFUSED(name=file.name, n=refused)
        notify(REFUSED_ROWS, text, href=_way(file), key=key)


def _report(file: WatchedFile) -> Mapping[str, Any]:
    return (file.upload.report if file.upload else None) or {}


def _way(file: WatchedFile) -> str:
    return reverse("imports:upload", args=[file.upload.pk]) if file.upload else _folders()


def _folders() -> str:
    return reverse("imports:folders")
