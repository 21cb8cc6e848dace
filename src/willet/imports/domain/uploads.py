"""Files handed in through a page: kept under the home until they are imported, then removed."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from willet.core.lake.durable import write_text
from willet.core.records import RequestError, saying
from willet.imports.models import Upload

MAPPING, PROPOSAL = "mapping.toml", "proposal.json"
"""Names in the folder of an upload that none of its files has."""
_NAME_BYTES = 200
"""So much of a name is kept, of any letters: a file system takes 255 bytes."""
FILE_GONE = saying(
    "uploaded_file_gone", "The uploaded file %(name)s is no longer here. Upload it again."
)


def upload_limit() -> int:
    """The most bytes one upload may bring, all its files together: WILLET_UPLOAD_LIMIT, 1 GiB by default."""
    return int(settings.WILLET_UPLOAD_LIMIT)


def uploads_folder() -> Path:
    """Where uploads rest until they are imported; only this installation's user may look inside."""
    folder = Path(settings.WILLET_HOME) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Streams each file to disk and stops reading the moment all of them together pass the limit."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.limit = upload_limit()
        self.received = 0
        self.went_over = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write one chunk, or stop the upload."""
        self.received += len(raw_data)
        if self.received > self.limit:
            self.went_over = True
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)


def keep_files(upload: Upload, *, files: Sequence["UploadedFile[bytes]"]) -> list[Path]:
    """Move the files of a request into the upload's own folder, under names that are safe and distinct."""
    folder = folder_of(upload)
    folder.mkdir(mode=0o700)
    names = kept_names([f.name or "" for f in files])
    for file, name in zip(files, names, strict=True):
        _move(file, folder / name)
    return [folder / name for name in names]


def keep_mapping_of(upload: Upload) -> None:
    """Put the mapping of an upload beside its files, where the importer looks; none if it has none."""
    path = folder_of(upload) / MAPPING
    if upload.mapping:
        write_text(path, upload.mapping)
    else:
        path.unlink(missing_ok=True)


def folder_of(upload: Upload) -> Path:
    """The folder of one upload."""
    return uploads_folder() / upload.pk.hex


def kept_files(upload: Upload) -> list[Path]:
    """The files of an upload, in the order they came.

    Raises:
        RequestError: they are gone (imported already, or removed).
    """
    paths = [folder_of(upload) / str(f["kept_as"]) for f in upload.files]
    missing = [p.name for p in paths if not p.exists()]
    if missing:
        raise RequestError(FILE_GONE(name=missing[0]))
    return paths


def mapping_path(upload: Upload) -> Path | None:
    """The mapping of an upload as a file, or None if it needs none."""
    path = folder_of(upload) / MAPPING
    return path if path.exists() else None


def forget_files(upload: Upload) -> None:
    """Remove the files of an upload: they hold numbers in clear, which the lake never does."""
    shutil.rmtree(folder_of(upload), ignore_errors=True)


def kept_names(names: Sequence[str]) -> list[str]:
    """The names under which files rest in a folder of their own: as they came, but safe and distinct."""
    return _distinct([_safe_name(name) for name in names])


def _move(file: "UploadedFile[bytes]", target: Path) -> None:
    kept = getattr(file, "temporary_file_path", None)
    if kept is not None:
        shutil.move(kept(), target)
    else:
        with target.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
    target.chmod(0o600)


def _safe_name(name: str) -> str:
    """The last part of a path, without anything a shell, a file system or a report could stumble over."""
    last = re.split(r"[\\/]", name)[-1]
    safe = re.sub(r"[^\w.()+ -]", "_", last)
    return safe.encode()[-_NAME_BYTES:].decode(errors="ignore").strip(" .") or "file"


def _distinct(names: Sequence[str]) -> list[str]:
    taken = {MAPPING, PROPOSAL}
    given = []
    for name in names:
        number, free = 2, name
        while free.lower() in taken:
            free = f"{number}-{name}"
            number += 1
        taken.add(free.lower())
        given.append(free)
    return given


def over_the_limit() -> str:
    """What a person is told whose files are too large."""
    return _(
        "These files are larger than %(limit)s together. Split them, or read them on the server with the "
        "command “willet import”, which has no limit."
    ) % {"limit": filesizeformat(upload_limit())}
