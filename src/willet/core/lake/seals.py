"""The seal of a file: a hash of its bytes, noted when it is written, by which damage is seen."""

from hashlib import file_digest
from pathlib import Path

from willet.core.records import LakeError, saying

FILE_DAMAGED = saying(
    "lake_rows_damaged",
    "%(path)s is damaged. Run `willet check --repair`; it rebuilds what can be rebuilt.",
)
SEAL_CHARS = 16


def seal_of(path: Path) -> str:
    """The seal of a file as it stands on the disk.

    Raises:
        OSError: it is gone, or cannot be read.
    """
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()[:SEAL_CHARS]


def is_sound(path: Path, seal: str) -> bool:
    """Whether the file is there and is what it was."""
    try:
        return seal_of(path) == seal
    except OSError:
        return False


def refuse_damaged(path: Path, seal: str) -> None:
    """Make sure of a file before its rows are carried over into another.

    Raises:
        LakeError: it is damaged; the new file would hide it.
    """
    if not is_sound(path, seal):
        raise LakeError(FILE_DAMAGED(path=str(path)))
