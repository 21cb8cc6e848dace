"""Takes a backup apart into a folder, compares every byte, and brings the keys that are not in it."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from willet.backups.domain.archive import PackedFile, reading
from willet.backups.domain.messages import AT_WORK, NO_KEYS_THERE
from willet.backups.domain.opening import keys_in, refuse_newer
from willet.backups.domain.places import LAKE, LAKE_KEY, is_key
from willet.backups.domain.taking import Taken
from willet.core.lake.durable import make_folder, sync
from willet.core.lake.erased import keep, outside, read_list
from willet.core.lake.layout import Layout
from willet.core.lake.settings import read_key, read_settings, refuse_other_key
from willet.core.records import RequestError

_AT_ONCE = 1 << 20


def unpack(file: Path, folder: Path, passphrase: str | None) -> Taken:
    """Write every file of a backup into this folder; nothing in it counts before all were compared.

    Raises:
        RequestError: it is no backup, is of a newer version, or the passphrase is missing or another.
        LakeError: it is damaged or cut short.
    """
    with reading(file, passphrase) as archive:
        refuse_newer(file, archive.about)
        for entry in archive.entries():
            _write(entry, folder)
        return Taken(archive.about, archive.members)


def _write(entry: PackedFile, folder: Path) -> None:
    place = folder / entry.name
    make_folder(place.parent)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        while data := entry.file.read(_AT_ONCE):
            out.write(data)
        out.flush()
        os.fsync(out.fileno())
    sync(place.parent)


def bring_keys(taken: Taken, folder: Path, keys: Path | None) -> list[str]:
    """Put the keys of another folder beside a backup that has none; give those that stand there now.

    Raises:
        RequestError: they are not there.
        LakeError: they are another lake's.
    """
    if keys is not None and not keys_in(taken.members):
        if not (keys / LAKE_KEY).is_file():
            raise RequestError(NO_KEYS_THERE(folder=str(keys)))
        for path in sorted(keys.iterdir()):
            if is_key(path.name) and path.is_file():
                shutil.copy(path, folder / path.name)
    layout = Layout(folder / LAKE)
    if layout.key.exists() and layout.settings.exists():
        refuse_other_key(layout, read_settings(layout), read_key(layout))
    return sorted(path.name for path in folder.iterdir() if is_key(path.name))


def bring_erased(folder: Path, given: Path | None) -> Path | None:
    """Add a list of who was erased to those that are known; give the place of the list outside, where it is missing.

    Raises:
        LakeError: a list cannot be read.
    """
    layout = Layout(folder / LAKE)
    if not (layout.key.exists() and layout.settings.exists()):
        return None
    if given is not None:
        keep(layout, read_list(given))
    place = outside(layout)
    return None if place.exists() else place


@contextmanager
def nobody_at_work(home: Path) -> Iterator[None]:
    """Make sure that no worker serves a home that is to be replaced, and that none begins meanwhile.

    Raises:
        RequestError: one does.
    """
    if not (home / "worker.lock").exists():
        yield
        return
    with (home / "worker.lock").open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RequestError(AT_WORK(home=str(home))) from None
        yield
