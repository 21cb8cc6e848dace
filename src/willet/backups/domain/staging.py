"""The folder in which a home is put together before it takes its place; what a killed restore left is waste.

A folder under construction carries a mark that its maker holds locked. What stands in place of the home is never waste,
mark or not; what stands beside it without a mark is a home of before.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from willet.backups.domain.messages import HOME_IN_USE
from willet.backups.domain.swapping import exchange
from willet.core.lake.durable import sync
from willet.core.records import RequestError

MARK: Final = ".being-restored"


@contextmanager
def staging(home: Path) -> Iterator[Path]:
    """A new folder beside the home; it goes, unless it was put in place."""
    home.parent.mkdir(parents=True, exist_ok=True)
    sweep(home)
    folder = home.with_name(f"{home.name}.restoring-{os.getpid()}")
    folder.mkdir(mode=0o700)
    try:
        with (folder / MARK).open("w") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX)
            yield folder
    finally:
        if (folder / MARK).exists():
            shutil.rmtree(folder)


def sweep(home: Path) -> None:
    """Remove what killed restores left half-made; keep a home that one of them had set aside."""
    for left in sorted(home.parent.glob(f"{home.name}.restoring-*")):
        if not (left / MARK).exists():
            left.rename(_aside(home))
            continue
        with suppress(OSError), (left / MARK).open("r+") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left)


def put_in_place(folder: Path, home: Path, *, replace: bool) -> Path | None:
    """Let the folder be the home; give where the one of before stands now, if there was one.

    Raises:
        RequestError: there is one, and it is not to be replaced.
    """
    old = None
    if is_in_use(home):
        if not replace:
            raise RequestError(HOME_IN_USE(home=str(home)))
        (home / MARK).unlink(missing_ok=True)
        old = _changed_places(folder, home)
    else:
        os.rename(folder, home)
    (home / MARK).unlink(missing_ok=True)
    sync(home.parent)
    return old


def _changed_places(folder: Path, home: Path) -> Path:
    aside = _aside(home)
    if exchange(folder, home):
        os.rename(folder, aside)
    else:
        os.rename(home, aside)
        os.rename(folder, home)
    return aside


def is_in_use(home: Path) -> bool:
    """Whether anything stands there."""
    return home.exists() and (not home.is_dir() or any(home.iterdir()))


def _aside(home: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    names = (f"{home.name}.before-{stamp}{'' if not n else f'-{n}'}" for n in range(1000))
    return next(place for place in map(home.with_name, names) if not place.exists())
