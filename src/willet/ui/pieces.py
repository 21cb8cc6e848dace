"""Pieces of a page kept from one request to the next, drawn again only where what they show is another."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

from django.utils import timezone

from willet.ui.tongues import tongue

Drawn = TypeVar("Drawn")
_MOST: Final = 64


class Pieces(Generic[Drawn]):
    """What was last drawn at each of a number of places, in each tongue and by each clock.

    A piece is kept with what it was drawn from and taken again only where that is equal. So none is ever old, and
    nobody is shown what was drawn from figures that are not theirs. What a piece is drawn from must hold all that it
    shows, with text as plain text, and may not be changed afterwards.
    """

    def __init__(self, most: int = _MOST) -> None:
        """Keep the pieces of `most` places, those that were asked for last."""
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[object, Drawn]] = OrderedDict()
        self._lock = Lock()

    def drawn(self, place: Hashable, given: object, draw: Callable[[], Drawn]) -> Drawn:
        """What is drawn at a place from what is given: the piece kept there where that is the same, else a new one."""
        key = (place, tongue(), timezone.get_current_timezone_name())
        with self._lock:
            known = self._kept.get(key)
        piece = known[1] if known is not None and known[0] == given else draw()
        self._keep(key, given, piece)
        return piece

    def _keep(self, key: Hashable, given: object, piece: Drawn) -> None:
        with self._lock:
            self._kept[key] = given, piece
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
