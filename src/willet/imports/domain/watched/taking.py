"""Files of watched folders taken once, through the door of every import."""

import hashlib
import shutil
import stat
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from willet.core.lake import Lake
from willet.core.records import LakeError, RequestError, WilletError, saying
from willet.core.sources import Progress
from willet.figures.domain.whole import lake_path
from willet.imports.domain.being_read import open_takes
from willet.imports.domain.columns import settle
from willet.imports.domain.importing import carry_in, read_dry
from willet.imports.domain.recognising import recognised_source
from willet.imports.domain.uploads import folder_of, forget_files, keep_mapping_of, kept_names
from willet.imports.domain.watched.same import State, awaited, change
from willet.imports.models import Upload, WatchedFile
from willet.ui.tasks import WorkOrder

ASKS_COLUMNS = saying(
    "watched_asks_columns",
    "nobody has said what its columns mean; choose them once, and keep the mapping",
)
NOT_READ = saying(
    "watched_not_read", "it cannot be read (%(why)s); see to its rights, or to the disk"
)


def take_file(order: WorkOrder, progress: Progress) -> None:
    """Take one file through the door of every import; what is in already is not read again.

    Raises:
        RequestError: it cannot be read, or too much of it is refused: it waits for a person as an upload.
        LakeError: the lake or the disk failed; it is tried again.
    """
    file = file_of(order)
    # One that failed is here because a person asked for it once more.
    if file is None or not change(file, (State.ASKED, State.FAILED), state=State.ASKED):
        return
    upload = file.upload or _handed_in(file)
    if upload is None:
        return
    if not settle(upload):
        raise RequestError(ASKS_COLUMNS())
    if not upload.run_id:
        read_dry(upload, progress)
        carry_in(WorkOrder(order.id, order.kind, {"upload": str(upload.pk)}), progress)
    change(file, state=State.TAKEN, taken_at=timezone.now())


def file_of(order: WorkOrder) -> WatchedFile | None:
    """The file that a job is about; None where it is gone, or is another by now."""
    files = WatchedFile.objects.select_related("folder", "folder__mapping", "upload")
    what = order.payload
    # One asked for by an earlier Willet says no size: the next look asks for it anew.
    size, mtime_ns = what.get("size", -1), what.get("mtime_ns", -1)
    return files.filter(pk=what["file"], size=size, mtime_ns=mtime_ns).first()


def fail(file: WatchedFile) -> bool:
    """Note that a file was not taken; False where it is no longer the one that was to be."""
    return change(file, state=State.FAILED)


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
        if not change(file, upload=upload):
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
    target = folder_of(upload) / kept_names([file.name])[0]
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
        change(file, state=State.RESTING)  # The next look sees that it changed.
        return None
    target.chmod(0o600)
    return target


def _is_new(file: WatchedFile, copied: Path) -> bool:
    """Whether nothing of the same content is in, or about to be, under whatever name; else that is kept of the file."""
    with copied.open("rb") as content:
        file.digest = hashlib.file_digest(content, "sha256").hexdigest()
    first, waits_for = _taken(file), awaited(file, open_takes())
    if first is not None:
        change(file, digest=file.digest, state=State.SAME, same_as=first.name)
    elif waits_for is not None:
        change(file, digest=file.digest, state=State.RESTING)
    else:
        change(file, digest=file.digest)
    return first is None and waits_for is None


def _taken(file: WatchedFile) -> WatchedFile | None:
    """Another of the same content that was taken, by an import that was not undone."""
    same = WatchedFile.objects.filter(digest=file.digest, state=State.TAKEN).exclude(pk=file.pk)
    if not same.exists() or not (lake_path() / "HEAD").exists():
        return None
    runs = Lake.at(lake_path()).snapshot(even_damaged=True).manifest.runs
    return next(
        (f for f in same.select_related("upload") if f.upload and f.upload.run_id in runs), None
    )
