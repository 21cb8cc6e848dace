"""What of a home goes into a backup: everything but what is made anew by itself."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOMS: Final = "rooms.sqlite3"
LAKE: Final = "lake"
LAKE_KEY: Final = "lake.key"
_LEFT_OUT: Final = frozenset({"static", "arriving", "workers", LAKE})
"""The lake goes in by its own list."""


def is_key(name: str) -> bool:
    """Whether a file of the home is a key.

    >>> is_key("vault.key"), is_key("lake.key.new"), is_key("uploads/a.key")
    (True, True, False)
    """
    return "/" not in name and (name.endswith((".key", ".key.new")))


def beside_the_lake(home: Path) -> Iterator[str]:
    """The names of all files within the home that no list of the lake names, keys among them."""
    for folder, folders, files in os.walk(home):
        at = Path(folder).relative_to(home)
        if at == Path():
            folders[:] = [name for name in folders if name not in _LEFT_OUT]
        for name in sorted(files):
            if not _is_passing(name) and not Path(folder, name).is_symlink():
                yield (at / name).as_posix()


def _is_passing(name: str) -> bool:
    return name.startswith((ROOMS, ".")) or name.endswith(".lock")


def lake_notes(home: Path) -> Iterator[str]:
    """The small files at the top of the lake's folder: its head, its settings, its names, its lists."""
    folder = home / LAKE
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_file() and path.name != "lock" and not path.name.startswith("."):
            yield f"{LAKE}/{path.name}"
