"""Folders that are watched: files that rest in them are taken once, through the door of every import."""

import hashlib
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from willet.core.lake import Lake
from willet.core.records import LakeError, Message, RequestError, WilletError, saying
from willet.core.sources import Progress
from willet.figures.domain.whole import lake_path
from willet.imports.domain.being_read import TAKE, WATCHED, open_takes, running_takes
from willet.imports.domain.columns import settle
from willet.imports.domain.importing import carry_in, read_dry
from willet.imports.domain.recognising import recognised_source
from willet.imports.domain.uploads import folder_of, forget_files, keep_mapping_of
from willet.imports.models import Upload, WatchedFile, WatchedFolder
from willet.jobs.domain.asking import ask
from willet.ui.tasks import WorkOrder

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
NOT_UTF8 = saying(
    "watched_not_utf8",
    "%(name)s in %(path)s was not taken: its name is not written in UTF-8. Give it another name.",
)
NOT_READ = saying(
    "watched_not_read", "it cannot be read (%(why)s); see to its rights, or to the disk"
)
RESTS = timedelta(seconds=20)
"""A file counts as whole that was the same at two looks so far apart."""
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", "~")
_NAME_CHARS = 60
"""So much of a name is kept of a copy: of any letters, no more than a file system takes."""
State = WatchedFile.State
_TO_COME = (State.RESTING, State.ASKED)


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


def look_into(folder: WatchedFolder, now: datetime) -> list[Message]:
    """Note what lies in a folder, ask for what rests to be taken, and say which files no one can ask for.

    Raises:
        RequestError: the folder is gone, or may not be read.
    """
    check_folder(folder.path)
    seen, refused, asked, running = [], [], open_takes(), running_takes()
    try:
        seen = list(files_of(Path(folder.path)))
    except OSError as error:
        raise RequestError(NO_FOLDER(path=folder.path)) from error
    for path, state in seen:
        if not _is_utf8(path.name):
            refused.append(NOT_UTF8(name=shown(path.name), path=folder.path))
            continue
        known = WatchedFile.objects.filter(folder=folder, name=path.name).first()
        if known is None or known.pk not in running:
            _look_at(known or WatchedFile(folder=folder, name=path.name), state, now, asked)
    return refused


def _look_at(
    file: WatchedFile, state: os.stat_result, now: datetime, asked: Collection[int]
) -> None:
    """One that is new or changed waits until it rests; one that rests, or whose taking was given up, is asked for."""
    if (file.size, file.mtime_ns) != (state.st_size, state.st_mtime_ns):
        file.size, file.mtime_ns, file.seen_at = state.st_size, state.st_mtime_ns, now
        file.state, file.digest, file.upload = State.RESTING, "", None
        file.save()
    elif now - file.seen_at >= RESTS and _is_to_come(file, asked):
        _ask(file)


def _is_to_come(file: WatchedFile, asked: Collection[int]) -> bool:
    """Whether a file that rests is yet to be asked for; one whose job was cancelled is, one that waits for another not."""
    open_one = file.state == State.ASKED and file.pk in asked
    return file.state in _TO_COME and not open_one and _awaited(file, asked) is None


def files_of(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The plain files of a folder, in order: no links, nothing hidden or empty, nothing still being brought."""
    for path in sorted(folder.iterdir()):
        try:
            state = path.lstat()
        except FileNotFoundError:  # It was taken away since the folder was listed.
            continue
        unfinished = path.name.startswith(".") or path.name.lower().endswith(_UNFINISHED)
        if stat.S_ISREG(state.st_mode) and not unfinished and state.st_size:
            yield path, state


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(name: str) -> str:
    """A file's name, with a sign for each byte that is no UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def _ask(file: WatchedFile) -> None:
    with transaction.atomic():
        if _write(file, (State.RESTING, State.ASKED), state=State.ASKED):
            what = {"file": file.pk, "size": file.size, "mtime_ns": file.mtime_ns}
            ask(TAKE, what, about=f"{WATCHED}{file.pk}")


def _write(file: WatchedFile, states: Iterable[str] = (State.ASKED,), **fields: object) -> bool:
    """Change what is kept of a file; False where another look found it changed, for then it waits to rest anew."""
    same = WatchedFile.objects.filter(
        pk=file.pk, size=file.size, mtime_ns=file.mtime_ns, state__in=list(states)
    )
    return bool(same.update(**fields))


def take_file(order: WorkOrder, progress: Progress) -> None:
    """Take one file through the door of every import; what is in already is not read again.

    Raises:
        RequestError: it cannot be read, or too much of it is refused: it waits for a person as an upload.
        LakeError: the lake or the disk failed; it is tried again.
    """
    file = file_of(order)
    # One that failed is here because a person asked for it once more.
    if file is None or not _write(file, (State.ASKED, State.FAILED), state=State.ASKED):
        return
    upload = file.upload or _handed_in(file)
    if upload is None:
        return
    if not settle(upload):
        raise RequestError(ASKS_COLUMNS())
    if not upload.run_id:
        read_dry(upload, progress)
        carry_in(WorkOrder(order.id, order.kind, {"upload": str(upload.pk)}), progress)
    _write(file, state=State.TAKEN, taken_at=timezone.now())


def file_of(order: WorkOrder) -> WatchedFile | None:
    """The file that a job is about; None where it is gone, or is another by now."""
    files = WatchedFile.objects.select_related("folder", "folder__mapping", "upload")
    what = order.payload
    return files.filter(pk=what["file"], size=what["size"], mtime_ns=what["mtime_ns"]).first()


def fail(file: WatchedFile) -> bool:
    """Note that a file was not taken; False where it is no longer the one that was to be."""
    return _write(file, state=State.FAILED)


def _handed_in(file: WatchedFile) -> Upload | None:
    """The upload made of a file; None where it is gone, changed meanwhile, or holds what was taken already.

    Raises:
        RequestError: no source recognises it, or it may not be read.
        LakeError: the disk failed.
    """
    mapping = file.folder.mapping.text if file.folder.mapping else ""
    upload = Upload(zone=file.folder.zone, region=file.folder.region, mapping=mapping)
    try:
        copied = _copied(file, upload)
        kept = copied is not None and _is_new(file, copied) and _keep(file, upload, copied)
    except WilletError:
        forget_files(upload)
        raise
    if not kept:
        forget_files(upload)
    return upload if kept else None


def _keep(file: WatchedFile, upload: Upload, copied: Path) -> bool:
    """Keep the upload of a file; False where the file changed meanwhile."""
    upload.source = file.folder.source or recognised_source(
        [copied], has_mapping=bool(upload.mapping)
    )
    upload.files = [{"name": file.name, "kept_as": copied.name, "size": file.size}]
    keep_mapping_of(upload)
    with transaction.atomic():
        upload.save(force_insert=True)
        if not _write(file, upload=upload):
            upload.delete()
            return False
    return True


def _copied(file: WatchedFile, upload: Upload) -> Path | None:
    """A copy in the upload's own folder; None where the file is gone, or not what rested.

    Raises:
        RequestError: it may not be read.
        LakeError: the disk failed.
    """
    path = Path(file.folder.path) / file.name
    target = folder_of(upload) / f"1-{file.name[-_NAME_CHARS:]}"
    try:
        return _copy(file, path, target)
    except FileNotFoundError:
        WatchedFile.objects.filter(pk=file.pk, size=file.size, mtime_ns=file.mtime_ns).delete()
        return None
    except PermissionError as error:
        raise RequestError(NOT_READ(why=error.strerror or "")) from error
    except OSError as error:
        raise LakeError(NOT_READ(why=error.strerror or "")) from error


def _copy(file: WatchedFile, path: Path, target: Path) -> Path | None:
    target.parent.mkdir(mode=0o700, parents=True)
    before = path.lstat()
    if stat.S_ISREG(before.st_mode):
        shutil.copyfile(path, target, follow_symlinks=False)
    after, rested = path.lstat(), (file.size, file.mtime_ns)
    if {(s.st_size, s.st_mtime_ns) for s in (before, after)} != {rested} or not target.exists():
        _write(file, state=State.RESTING)  # The next look sees that it changed.
        return None
    target.chmod(0o600)
    return target


def _is_new(file: WatchedFile, copied: Path) -> bool:
    """Whether nothing of the same content is in, or about to be, under whatever name; else that is kept of the file."""
    with copied.open("rb") as content:
        file.digest = hashlib.file_digest(content, "sha256").hexdigest()
    first, awaited = _taken(file), _awaited(file, open_takes())
    if first is not None:
        _write(file, digest=file.digest, state=State.SAME, same_as=first.name)
    elif awaited is not None:
        _write(file, digest=file.digest, state=State.RESTING)
    else:
        _write(file, digest=file.digest)
    return first is None and awaited is None


def _taken(file: WatchedFile) -> WatchedFile | None:
    """Another of the same content that was taken, by an import that was not undone."""
    same = WatchedFile.objects.filter(digest=file.digest, state=State.TAKEN).exclude(pk=file.pk)
    if not same.exists() or not (lake_path() / "HEAD").exists():
        return None
    runs = Lake.at(lake_path()).snapshot(even_damaged=True).manifest.runs
    return next(
        (f for f in same.select_related("upload") if f.upload and f.upload.run_id in runs), None
    )


def _awaited(file: WatchedFile, asked: Collection[int]) -> WatchedFile | None:
    """Another of the same content that is about to be taken: what becomes of it decides."""
    same = WatchedFile.objects.filter(digest=file.digest, state=State.ASKED, pk__in=asked)
    return same.exclude(pk=file.pk).first() if file.digest else None


def newest_of(folder: WatchedFolder) -> datetime:
    """When the newest file of a folder was taken; when it began to be watched where none was."""
    taken = WatchedFile.objects.filter(folder=folder).aggregate(newest=Max("taken_at"))
    newest: datetime = taken["newest"] or folder.since
    return newest
