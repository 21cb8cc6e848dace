"""A file that lives as long as its maker: locked while written, so that what a killed one left is known as waste."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def passing_file(folder: Path, name: str) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file in this folder that only its owner reads; it goes at the end, unless it was renamed.

    What earlier ones of this name left behind goes first.
    """
    for left in folder.glob(f".{name}.*.part"):
        _remove_if_left(left)
    place = folder / f".{name}.{os.getpid()}.part"
    handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield place, file
    finally:
        place.unlink(missing_ok=True)


def _remove_if_left(left: Path) -> None:
    with suppress(OSError), left.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        left.unlink(missing_ok=True)
