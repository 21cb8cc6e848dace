"""How long a reader that works apart is waited for in all, by the clock on the wall: standing still costs nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from time import monotonic


class Patience:
    """So many seconds of waiting. What the one who waits does in between does not count."""

    def __init__(self, most_s: float) -> None:
        self._left_s = most_s
        self.is_out = False
        """Whether it came to an end."""

    @contextmanager
    def spent(self, end: Callable[[], None]) -> Iterator[None]:
        """Wait within this block; when patience ends before the block does, `end` is called from another thread."""
        began = monotonic()
        timer = Timer(max(self._left_s, 0.0), self._give_up, [end])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._left_s -= monotonic() - began

    def _give_up(self, end: Callable[[], None]) -> None:
        self.is_out = True
        end()
