"""A lake to try an import on: it shows the rows of the real one and keeps what is written to itself."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from willet.core.intake.preparing import Read, Rows, prepare
from willet.core.intake.renewal import renew
from willet.core.lake import Lake, Snapshot
from willet.core.lake.landed import read_landed, write_landed
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import move_head, write_manifest
from willet.core.records import ImportReport
from willet.core.sources import Progress

_PREFIX = "willet-dry-run-"
_HELD = "held"
_YOUNGEST_S = 60.0
"""A folder this young may not be held yet by the process that makes it."""


def rehearse(
    done: Read, progress: Progress, *, show: int = 0, accept_rejects: bool = False
) -> tuple[ImportReport, Rows]:
    """What the import of these files would report, and the first `show` contacts they speak of.

    Where too many rows are refused the report says so, and shows beside it what would be written if that
    was accepted.

    Nothing is linked: neither the counts nor the contacts depend on it.
    """
    with _twin(done.request.lake, progress) as lake, lake.writing() as tx:
        report, rows = prepare(tx, lake, done, progress, show=show)
        refused = report.many_refused and not accept_rejects
        return replace(report, run_id=None, refused=refused), rows


@contextmanager
def _twin(lake: Lake | None, progress: Progress) -> Iterator[Lake]:
    """A throw-away lake in the state of this one; an empty one if there is none yet."""
    sweep_rehearsals()
    with TemporaryDirectory(prefix=_PREFIX) as folder, _holding(Path(folder)):
        place = Path(folder) / "lake"
        if lake is None:
            yield Lake.create(place)
            return
        twin = Lake.create(place, zone=lake.zone, region=lake.region, key=lake.key())
        held = lake.snapshot()  # held to the end, so that nobody sweeps the files behind the links
        _copy_state(held, twin.layout)
        renew(twin.path, progress=progress)
        yield twin


def _copy_state(held: Snapshot, twin: Layout) -> None:
    if not held.number:
        return
    index = read_landed(held.layout, held.number)
    for landed in index.all_files():
        _link(held.layout.landed / landed, twin.landed / landed)
    for file in held.manifest.files:
        _link(file.path(held.layout), file.path(twin))
    for run_id in (*held.manifest.runs, *held.manifest.undone):
        record = held.layout.runs / f"{run_id}.json"
        if record.exists():
            _link(record, twin.runs / record.name)
    twin.manifests.mkdir()
    twin.scratch.mkdir()
    write_landed(twin, held.number, index)
    write_manifest(twin, held.manifest)
    move_head(twin, held.number)


def _link(real: Path, shown: Path) -> None:
    shown.parent.mkdir(parents=True, exist_ok=True)
    shown.symlink_to(real.absolute())


@contextmanager
def _holding(folder: Path) -> Iterator[None]:
    """Hold a lock in the folder, which the system lets go of when this process dies, however it dies."""
    with (folder / _HELD).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sweep_rehearsals() -> int:
    """Remove what killed rehearsals left in the temporary folder: landed rows and a copy of the key."""
    left = [path for path in Path(gettempdir()).glob(f"{_PREFIX}*") if _is_left(path)]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)


def _is_left(folder: Path) -> bool:
    """Whether it is ours, and the process that made it is gone."""
    try:
        result = folder.lstat()
        if result.st_uid != os.getuid() or time.time() - result.st_mtime < _YOUNGEST_S:
            return False
        with (folder / _HELD).open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return folder.exists()
    except OSError:
        return False
    return True
