"""A folder of articles, as one zip file or as it lies on a disk: what may be in it, and what is refused by its name."""

import os
import posixpath
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from willet.core.records import Message, saying
from willet.core.sources.damaged_zips import DAMAGED_ZIP
from willet.levers.knowledge.domain.errors import ArticleError

LARGEST_ZIP: Final = 50_000_000
LARGEST_WHOLE: Final = 200_000_000
"""Bytes of a zip file, and of all that is in it when it is opened."""
LARGEST_FILE: Final = 5_000_000
MOST_FILES: Final = 20_000
NO_ZIP = saying("articles_no_zip", "%(name)s is no zip file. Pack the folder of articles as one.")
ZIP_TOO_LARGE = saying(
    "articles_zip_too_large",
    "%(name)s is too large: at most %(most)s bytes, %(whole)s once opened, and %(files)s files. Hand it in in parts.",
)
LEADS_OUT = saying("articles_leads_out", "It leads out of the folder and was left alone.")
IS_LINK = saying("articles_is_link", "It is a link to another file and was left alone.")
LOCKED = saying("articles_locked", "It is locked by a password and was left alone.")
NO_FILE = saying("articles_no_file", "It is no file that can be read and was left alone.")
FOLDER_TOO_LARGE = saying(
    "articles_folder_too_large",
    "%(name)s is too large: at most %(whole)s bytes and %(files)s files. Hand it in in parts.",
)
FILE_TOO_LARGE = saying(
    "articles_file_too_large", "It has more than %(most)s bytes and was left alone."
)
DAMAGED = saying("articles_damaged", "It is damaged and was left alone.")


@dataclass(frozen=True, slots=True)
class FolderFile:
    """One file of the folder: its bytes, or why it was left alone."""

    name: str
    data: bytes = b""
    why: Message | None = None


def files_of(name: str, data: bytes) -> list[FolderFile]:
    """Every file of a zip, in the order of their names; what could do harm is named and left alone.

    Raises:
        ArticleError: it is no zip, or too large as a whole.
    """
    try:
        packed = zipfile.ZipFile(BytesIO(data))
    except DAMAGED_ZIP as wrong:
        raise ArticleError(NO_ZIP(name=name[:80])) from wrong
    entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    whole = sum(entry.file_size for entry in entries)
    if len(data) > LARGEST_ZIP or whole > LARGEST_WHOLE or len(entries) > MOST_FILES:
        sizes = {"most": LARGEST_ZIP, "whole": LARGEST_WHOLE, "files": MOST_FILES}
        raise ArticleError(ZIP_TOO_LARGE(name=name[:80], **sizes))
    of_people = (entry for entry in entries if not _is_of_programs(entry.filename))
    return list(_read(packed, sorted(of_people, key=lambda entry: entry.filename)))


def _is_of_programs(name: str) -> bool:
    """Whether a file is one that programs put there: it, or a folder around it, begins with a dot or is of a Mac's zip.

    >>> [_is_of_programs(name) for name in (".git/a.md", "a/._b.md", "__MACOSX/a.md", "./a.md", "../a.md", "a.b/c.md")]
    [True, True, True, False, False, False]
    """
    parts = [part for part in name.split("/") if part not in {".", ".."}]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def files_in(folder: Path) -> list[FolderFile]:
    """Every file of a folder on a disk and of those in it, in the order of their names; no link is followed.

    Files and folders whose names begin with a dot are passed over: they are of programs.

    Raises:
        ArticleError: it is too large as a whole.
    """
    paths = sorted(_paths(folder))
    sizes = [path.lstat().st_size for path in paths]
    if (
        len(paths) > MOST_FILES
        or sum(size for size in sizes if size <= LARGEST_FILE) > LARGEST_WHOLE
    ):
        bounds = {"whole": LARGEST_WHOLE, "files": MOST_FILES}
        raise ArticleError(FOLDER_TOO_LARGE(name=folder.name[:80], **bounds))
    return [_on_disk(path, folder) for path in paths]


def _paths(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(here, name).is_symlink()]
        yield from (Path(here, name) for name in [*links, *files] if not name.startswith("."))


def _on_disk(path: Path, folder: Path) -> FolderFile:
    name = os.fsencode(path.relative_to(folder)).decode("utf-8", "replace")
    if path.is_symlink():
        return FolderFile(name, why=IS_LINK())
    if not path.is_file():
        return FolderFile(name, why=NO_FILE())
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:
            # What it was a moment ago need not be what is read.
            data = opened.read(LARGEST_FILE + 1)
    except OSError:
        return FolderFile(name, why=NO_FILE())
    if len(data) > LARGEST_FILE:
        return FolderFile(name, why=FILE_TOO_LARGE(most=LARGEST_FILE))
    return FolderFile(name, data)


def _read(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[FolderFile]:
    for entry in entries:
        why = _refusal(entry)
        if why is not None:
            yield FolderFile(entry.filename, why=why)
            continue
        try:
            with packed.open(entry) as opened:
                # What an entry says of its own size need not be true.
                data = opened.read(LARGEST_FILE + 1)
        except DAMAGED_ZIP:
            yield FolderFile(entry.filename, why=DAMAGED())
            continue
        if len(data) > LARGEST_FILE:
            yield FolderFile(entry.filename, why=FILE_TOO_LARGE(most=LARGEST_FILE))
        else:
            yield FolderFile(inside(entry.filename) or entry.filename, data)


def _refusal(entry: zipfile.ZipInfo) -> Message | None:
    mode = entry.external_attr >> 16
    if stat.S_ISLNK(mode):
        return IS_LINK()
    if inside(entry.filename) is None:
        return LEADS_OUT()
    if entry.flag_bits & 1:
        return LOCKED()
    return FILE_TOO_LARGE(most=LARGEST_FILE) if entry.file_size > LARGEST_FILE else None


def inside(name: str, *, beside: str = "") -> str | None:
    """A name within the folder, without detours; None where it leads out. `beside` is the file that names it.

    >>> [inside(name) for name in ("a/./b.md", "../b.md", "/etc/passwd", "C:\\\\x.md", "a/../../x")]
    ['a/b.md', None, None, None, None]
    """
    if not name or name.startswith("/") or "\\" in name or "\0" in name or ":" in name:
        return None
    plain = posixpath.normpath(posixpath.join(posixpath.dirname(beside), name))
    return None if plain.startswith("../") or plain in {"..", "."} else plain
