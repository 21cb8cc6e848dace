"""The bytes of a file from its start, unpacked if it is packed, and never more than a bomb allows."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from willet.core.sources.file_errors import file_errors
from willet.core.sources.packed import refuse_bomb
from willet.core.sources.table.kinds import what_is
from willet.core.sources.table.limits import FileLimits


class Bytes:
    """A file being read: pieces of it on request, and the share that has been read."""

    def __init__(self, path: Path, raw: IO[bytes], limits: FileLimits) -> None:
        self.path, self._raw, self._limits = path, raw, limits
        self._packed = what_is(path) == "gzip"
        self._stream: IO[bytes] = gzip.GzipFile(fileobj=raw) if self._packed else raw  # type: ignore[assignment]
        self._size = max(path.stat().st_size, 1)
        self._given = 0

    @property
    def share(self) -> float:
        """How much of the file has been read, 0 to 1, as it lies on disk."""
        return min(self._raw.tell() / self._size, 1.0)

    def piece(self, size: int) -> bytes:
        """The next bytes, at most so many; empty at the end.

        Raises:
            RequestError: the archive is damaged, or unpacks to far more than such files do.
        """
        with file_errors(self.path):
            piece = self._stream.read(size)
        self._given += len(piece)
        self._refuse_bomb()
        return piece

    def _refuse_bomb(self) -> None:
        if self._packed:
            limits = self._limits
            refuse_bomb(
                self.path.name,
                packed=self._size,
                unpacked=self._given,
                ratio=limits.gzip_ratio,
                free=limits.gzip_free_bytes,
            )


@contextmanager
def opened(path: Path, limits: FileLimits) -> Iterator[Bytes]:
    """The bytes of a file, closed at the end.

    Raises:
        RequestError: there is no such file, or it may not be read.
    """
    with file_errors(path):
        raw = path.open("rb")
    with raw:
        yield Bytes(path, raw, limits)
