"""Folders that are watched: files that rest in them are taken once, through the door of every import."""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from willet.core.records import RequestError, saying
from willet.core.sources import Progress
from willet.imports.domain.columns import settle
from willet.imports.domain.importing import carry_in, read_dry
from willet.imports.domain.recognising import recognised_source
from willet.imports.domain.uploads import folder_of, forget_files, keep_mapping_of
from willet.imports.models import Upload, WatchedFile, WatchedFolder
from willet.jobs.domain.asking import ask
from willet.ui.tasks import WorkOrder

TAKE = "imports.take"
NO_FOLDER = saying(
    "watched_no_folder",
    "The folder %(path)s is not there, or may not be read. Nothing is taken from it.",
)
NOT_WHOLE_PATH = saying("watched_not_whole_path", "%(path)s: write the whole path, from / on.")
WITHIN_HOME = saying(
    "watched_within_home",
    "%(path)s lies in Willet’s own home. Choose a folder of its own for files to come.",
)
ASKS_COLUMNS = saying(
    "watched_asks_columns",
    "nobody has said what its columns mean; choose them once, and keep the mapping",
)
RESTS = timedelta(seconds=20)
"""A file counts as whole that was the same at two looks so far apart."""
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", "~")
State = WatchedFile.State


def check_folder(path: str) -> None:
    """Make sure that a path may be watched.

    Raises:
        RequestError: it is no folder that can be read, or lies in the home or around it.
    """
    place, home = Path(path), Path(settings.WILLET_HOME).resolve()
    if not place.is_absolute():
        raise RequestError(NOT_WHOLE_PATH(path=path))
    resolved = place.resolve()
    if home in (resolved, *resolved.parents) or resolved in home.parents:
        raise RequestError(WITHIN_HOME(path=path))
    if not place.is_dir() or not os.access(place, os.R_OK | os.X_OK):
        raise RequestError(NO_FOLDER(path=path))


def look_into(folder: WatchedFolder, now: datetime) -> None:
    """Note what lies in a folder, and ask for what rests to be taken.

    Raises:
        RequestError: the folder is gone, or may not be read.
    """
    check_folder(folder.path)
    for path, state in _files(Path(folder.path)):
        known = WatchedFile.objects.filter(folder=folder, name=path.name).first()
        if known is None or (known.size, known.mtime_ns) != (state.st_size, state.st_mtime_ns):
            _note(known or WatchedFile(folder=folder, name=path.name), state, now)
        elif known.state == State.RESTING and now - known.seen_at >= RESTS:
            _ask(known)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The plain files of a folder, in order: no links, nothing hidden or empty, nothing still being brought."""
    for path in sorted(folder.iterdir()):
        state = path.lstat()
        unfinished = path.name.startswith(".") or path.name.lower().endswith(_UNFINISHED)
        if stat.S_ISREG(state.st_mode) and not unfinished and state.st_size:
            yield path, state


def _note(file: WatchedFile, state: os.stat_result, now: datetime) -> None:
    """A file that is new, or has changed, waits until it rests."""
    file.size, file.mtime_ns, file.seen_at = state.st_size, state.st_mtime_ns, now
    file.state, file.digest, file.upload = State.RESTING, "", None
    file.save()


def _ask(file: WatchedFile) -> None:
    with transaction.atomic():
        file.state = State.ASKED
        file.save(update_fields=["state"])
        ask(TAKE, {"file": file.pk}, about=f"watched:{file.pk}")


def take_file(order: WorkOrder, progress: Progress) -> None:
    """Take one file through the door of every import; what is in already is not read again.

    Raises:
        RequestError: it cannot be read, or too much of it is refused: it waits for a person as an upload.
        LakeError: the lake failed; it is tried again.
    """
    file = _file_of(order)
    if file is None or file.state != State.ASKED:
        return
    upload = file.upload or _handed_in(file)
    if upload is None:
        return
    if not settle(upload):
        raise RequestError(ASKS_COLUMNS())
    if not upload.run_id:
        read_dry(upload, progress)
        carry_in(WorkOrder(order.id, order.kind, {"upload": str(upload.pk)}), progress)
    file.state, file.taken_at = State.TAKEN, timezone.now()
    file.save(update_fields=["state", "taken_at"])


def _file_of(order: WorkOrder) -> WatchedFile | None:
    files = WatchedFile.objects.select_related("folder", "folder__mapping", "upload")
    return files.filter(pk=order.payload["file"]).first()


def file_of(order: WorkOrder) -> WatchedFile | None:
    """The file that a job is about; None where it is gone."""
    return _file_of(order)


def _handed_in(file: WatchedFile) -> Upload | None:
    """The upload made of a file; None where it is gone, changed meanwhile, or holds what was taken already.

    Raises:
        RequestError: no source recognises it.
    """
    mapping = file.folder.mapping.text if file.folder.mapping else ""
    upload = Upload(zone=file.folder.zone, region=file.folder.region, mapping=mapping)
    copied = _copied(file, upload)
    if copied is None or not _is_new(file, copied):
        forget_files(upload)
        return None
    try:
        upload.source = file.folder.source or recognised_source([copied], has_mapping=bool(mapping))
    except RequestError:
        forget_files(upload)
        raise
    upload.files = [{"name": file.name, "kept_as": copied.name, "size": file.size}]
    keep_mapping_of(upload)
    with transaction.atomic():
        upload.save(force_insert=True)
        file.upload = upload
        file.save()
    return upload


def _copied(file: WatchedFile, upload: Upload) -> Path | None:
    """A copy in the upload's own folder; None where the file is gone, or not what rested."""
    path, target = Path(file.folder.path) / file.name, folder_of(upload) / f"1-{file.name}"
    target.parent.mkdir(mode=0o700, parents=True)
    try:
        before = path.lstat()
        if stat.S_ISREG(before.st_mode):
            shutil.copyfile(path, target, follow_symlinks=False)
        after = path.lstat()
    except FileNotFoundError:
        file.delete()
        return None
    rested = (file.size, file.mtime_ns)
    if {(s.st_size, s.st_mtime_ns) for s in (before, after)} != {rested} or not target.exists():
        _note(file, after, timezone.now())
        return None
    target.chmod(0o600)
    return target


def _is_new(file: WatchedFile, copied: Path) -> bool:
    """Whether nothing of the same content was taken, under whatever name; else that is kept of the file."""
    with copied.open("rb") as content:
        file.digest = hashlib.file_digest(content, "sha256").hexdigest()
    same = WatchedFile.objects.filter(digest=file.digest).exclude(pk=file.pk)
    first = same.filter(state__in=(State.TAKEN, State.ASKED)).first()
    if first is not None:
        file.state, file.same_as = State.SAME, first.name
    file.save()
    return first is None


def newest_of(folder: WatchedFolder) -> datetime:
    """When the newest file of a folder was taken; when it began to be watched where none was."""
    taken = WatchedFile.objects.filter(folder=folder).aggregate(newest=Max("taken_at"))
    newest: datetime = taken["newest"] or folder.since
    return newest
