"""Rows of rooms join the contacts they speak of, once every source is folded."""

from willet.core.cases.joining.join import HOME, join_rooms
from willet.core.cases.joining.laying import lay_over
from willet.core.cases.joining.unjoined import Unjoined, unjoined

__all__ = ["HOME", "Unjoined", "join_rooms", "lay_over", "unjoined"]
