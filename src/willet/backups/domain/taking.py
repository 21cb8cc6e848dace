"""Takes a backup of a home in use: written beside its place, and renamed once all of it is on the disk."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, Final

from willet.backups.domain.archive import BackupWriter, FileHash, Provenance, is_backup
from willet.backups.domain.messages import NOT_A_BACKUP, NOTHING_HERE, WITHIN_HOME
from willet.backups.domain.moment import one_moment
from willet.backups.domain.passing import passing_file
from willet.backups.domain.pieces import require_long
from willet.backups.domain.places import ROOMS, beside_the_lake, is_key, lake_notes
from willet.backups.domain.rooms_copy import copy_of_rooms, steps_of
from willet.core.lake.durable import storing, sync
from willet.core.lake.erased import as_plain, tombstones
from willet.core.lake.layout import Layout
from willet.core.lake.settings import read_settings
from willet.core.lake.sweep import files_of
from willet.core.records import LakeError, RequestError, steps
from willet.core.sources import Progress, silent

_UPLOADS: Final = "uploads/"


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken: what it is of, and its files."""

    about: Provenance
    members: Mapping[str, FileHash]


def take(home: Path, file: Path, *, passphrase: str | None, progress: Progress = silent) -> Taken:
    """Write everything of this home into one file; an older backup of that name gives way.

    Encrypted, the keys are in it; without a passphrase they are not.

    Raises:
        RequestError: there is no home, the file lies within it or is something else, or the passphrase is too short.
        LakeError: something could not be read, or the disk refused; what stood at that name stands.
    """
    _refuse(home, file)
    if passphrase is not None:
        require_long(passphrase)
    progress(steps.BACKING_UP, None)
    with storing(file), _beside(file) as out, ExitStack() as open_files:
        return _written(home, out, passphrase, open_files, progress)


def _refuse(home: Path, file: Path) -> None:
    if not home.is_dir():
        raise RequestError(NOTHING_HERE(home=str(home)))
    if file.resolve().is_relative_to(home.resolve()):
        raise RequestError(WITHIN_HOME(file=str(file), home=str(home)))
    if file.exists() and not is_backup(file):
        raise RequestError(NOT_A_BACKUP(file=str(file)))


@contextmanager
def _beside(file: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of this one at the end, and leaves nothing where that does not come."""
    with passing_file(file.parent, file.name) as (part, out):
        yield out
        out.flush()
        os.fsync(out.fileno())
        os.replace(part, file)
        sync(file.parent)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What was read at the moment: the copy of the rooms, small files whole, uploads held open; the names of others."""

    rooms: Path
    notes: Mapping[str, bytes]
    uploads: Mapping[str, BinaryIO]
    others: Sequence[str]


def _written(
    home: Path, out: BinaryIO, passphrase: str | None, open_files: ExitStack, progress: Progress
) -> Taken:
    layout = Layout(home / "lake")
    arriving = home / "arriving"
    arriving.mkdir(mode=0o700, exist_ok=True)
    copy, _file = open_files.enter_context(passing_file(arriving, "rooms"))

    def read() -> _Beside:
        rooms = copy_of_rooms(copy)
        notes = {name: (home / name).read_bytes() for name in lake_notes(home)}
        names = list(beside_the_lake(home))
        uploads = _opened(home, open_files, [name for name in names if name.startswith(_UPLOADS)])
        return _Beside(rooms, notes, uploads, _others(names, keys=passphrase is not None))

    with one_moment(layout, read, progress) as (number, beside):
        about = _about(layout, beside.rooms, keys=passphrase is not None)
        archive = BackupWriter(out, about, passphrase)
        _add_all(archive, home, layout, number, beside)
        archive.close()
    return Taken(about, archive.members)


def _opened(home: Path, open_files: ExitStack, names: Sequence[str]) -> dict[str, BinaryIO]:
    """Files of uploads, held open: those that are imported and removed from now on are in the backup all the same."""
    held = dict[str, BinaryIO]()
    for name in names:
        with suppress(FileNotFoundError):
            held[name] = open_files.enter_context((home / name).open("rb"))
    return held


def _others(names: Sequence[str], *, keys: bool) -> list[str]:
    """What is neither an upload nor, where keys stay out, a key."""
    return [n for n in names if not n.startswith(_UPLOADS) and (keys or not is_key(n))]


def _about(layout: Layout, rooms: Path, *, keys: bool) -> Provenance:
    lake_format = read_settings(layout).format if layout.settings.exists() else None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Provenance(version("willet"), now, keys, lake_format, steps_of(rooms))


def _add_all(
    archive: BackupWriter, home: Path, layout: Layout, number: int, beside: _Beside
) -> None:
    _add(archive, ROOMS, beside.rooms)
    for name, file in beside.uploads.items():
        archive.add(name, file, os.fstat(file.fileno()).st_size)
    for name in beside.others:
        with suppress(FileNotFoundError):
            _add(archive, name, home / name)
    for path in files_of(layout, number):
        _add(archive, path.relative_to(home).as_posix(), path)
    for name, data in _with_newest_list(beside.notes, layout).items():
        archive.add_bytes(name, data)


def _add(archive: BackupWriter, name: str, path: Path) -> None:
    with path.open("rb") as file:
        archive.add(name, file, os.fstat(file.fileno()).st_size)


def _with_newest_list(notes: Mapping[str, bytes], layout: Layout) -> dict[str, bytes]:
    """The small files, with everybody who was erased until now: rows that are in are erased again when put back."""
    try:
        known = tombstones(layout)
    except LakeError:
        known = []
    if not known:
        return dict(notes)
    text = json.dumps(as_plain(known), sort_keys=True, indent=1) + "\n"
    return {**notes, "lake/erased.json": text.encode()}
