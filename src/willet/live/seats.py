"""How many streams one account, and all together, may hold in one process."""

import threading
from collections import Counter
from typing import Final

MOST_OF_ONE: Final = 10
"""Streams of one account: that many browsers and devices."""
MOST: Final = 1000
"""Streams of one process."""


class Seats:
    """Counts streams from before their first byte to after their last."""

    def __init__(self, *, of_one: int = MOST_OF_ONE, of_all: int = MOST) -> None:
        self._of_one, self._of_all = of_one, of_all
        self._taken: Counter[int] = Counter()
        self._lock = threading.Lock()

    def take(self, person: int) -> bool:
        """Take a seat for this person; False where there is none left."""
        with self._lock:
            if self._taken[person] >= self._of_one or self._taken.total() >= self._of_all:
                return False
            self._taken[person] += 1
            return True

    def give_back(self, person: int) -> None:
        """Free one of this person's seats."""
        with self._lock:
            self._taken[person] -= 1
            if not self._taken[person]:
                del self._taken[person]


SEATS = Seats()
"""This process's own."""
