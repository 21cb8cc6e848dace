"""Makes each thing once, however many ask for it at the same moment: the others wait for it."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Lock, RLock


class Once:
    """One lock for each thing that is being made, kept as long as somebody makes it or waits. Safe for threads."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._locks: dict[Hashable, RLock] = {}
        self._users: dict[Hashable, int] = {}

    @contextmanager
    def making(self, key: Hashable) -> Iterator[None]:
        """Be the only one who makes this thing. Whoever comes in should look first whether it is there by now."""
        lock = self._join(key)
        try:
            with lock:
                yield
        finally:
            self._leave(key)

    def _join(self, key: Hashable) -> RLock:
        with self._guard:
            self._users[key] = self._users.get(key, 0) + 1
            return self._locks.setdefault(key, RLock())

    def _leave(self, key: Hashable) -> None:
        with self._guard:
            self._users[key] -= 1
            if not self._users[key]:
                del self._users[key], self._locks[key]
