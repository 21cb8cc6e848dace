"""A question against a lake: which cases it sees, how it is answered, and what is remembered."""

from willet.core.ask.memory import MEMORY, Memory, ask
from willet.core.ask.session import Session

__all__ = ["MEMORY", "Memory", "Session", "ask"]
