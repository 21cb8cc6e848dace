"""Writing so that a power cut leaves the old or the new, and naming what the disk refused."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from willet.core.records import LakeError, Message, saying

_FULL = saying("disk_full", "the disk is full. Free some space and run it again")()
_QUOTA = saying("disk_quota", "the disk quota is used up. Free some space and run it again")()
_READ_ONLY = saying(
    "disk_read_only", "the file system is read-only. Choose another place with --lake"
)()
_NO_RIGHT = saying(
    "no_right",
    "this user may not write there. Check the owner and rights of the folder",
)()
_OTHERWISE = saying("disk_says", "%(why)s. Check the disk and run it again")
NOT_STORED = saying("not_stored", "Could not store %(what)s: %(why)s. The data store is as it was.")
_NEXT_STEP = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _QUOTA,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
}
_ENGINE_SAYS = {
    "no space left": errno.ENOSPC,
    "disk quota": errno.EDQUOT,
    "read-only file system": errno.EROFS,
    "permission denied": errno.EACCES,
    "out of memory": errno.ENOMEM,
}


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Turn what the disk or the engine refuses into a LakeError that names the path and the next step."""
    try:
        yield
    except OSError as refused:
        where = refused.filename or path
        raise LakeError(
            _sentence(where, refused.errno, refused.strerror or str(refused))
        ) from refused
    except (duckdb.IOException, duckdb.OutOfMemoryException) as refused:
        stated = str(refused)
        number = next((n for text, n in _ENGINE_SAYS.items() if text in stated.lower()), None)
        raise LakeError(_sentence(path, number, stated.splitlines()[0])) from refused


def _sentence(where: object, number: int | None, stated: str) -> Message:
    why = _NEXT_STEP.get(number or 0) or _OTHERWISE(why=stated)
    return NOT_STORED(what=str(where), why=why)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(scratch: Path, place: Path) -> None:
    """Move a finished scratch file to its place, contents first."""
    sync(scratch)
    make_folder(place.parent)
    os.replace(scratch, place)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents so that their names last."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync(folder.parent)


def write_text(place: Path, text: str) -> None:
    """Replace a small file whole: readers see the old text or the new."""
    write_bytes(place, text.encode())


def write_bytes(place: Path, data: bytes) -> None:
    """Replace a small file whole: readers see the old bytes or the new."""
    make_folder(place.parent)
    scratch = place.with_name(f".{place.name}.{os.getpid()}")
    scratch.write_bytes(data)
    publish(scratch, place)
    sync(place.parent)


def write_json(place: Path, value: object) -> None:
    """Replace a small file by the value as JSON with sorted keys."""
    write_text(place, json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n")
