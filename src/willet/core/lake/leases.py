"""What a reader holds while it reads: a shared lock on its manifest, so that no writer sweeps its files."""

import fcntl
import os
from pathlib import Path


class Lease:
    """A shared lock on one manifest, given up when it is closed, collected or its process dies."""

    def __init__(self, path: Path) -> None:
        """Take the lease.

        Raises:
            FileNotFoundError: the manifest was swept away before it could be held.
        """
        self._handle = -1
        self._handle = os.open(path, os.O_RDONLY)
        fcntl.flock(self._handle, fcntl.LOCK_SH)
        if os.fstat(self._handle).st_nlink == 0:
            self.close()
            raise FileNotFoundError(path)

    def close(self) -> None:
        """Give the lease up; a second time does nothing."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)

    def __del__(self) -> None:
        self.close()


def is_held(path: Path) -> bool:
    """Whether any reader holds this manifest."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(handle)
