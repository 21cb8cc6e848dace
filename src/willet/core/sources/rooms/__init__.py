"""What people do in rooms, as a source: rows handed in, each with its own id and revision."""

from willet.core.sources.rooms.facts import Facts
from willet.core.sources.rooms.rows import BY_HAND, About, RoomRow
from willet.core.sources.rooms.source import SOURCE

__all__ = ["BY_HAND", "SOURCE", "About", "Facts", "RoomRow"]
