"""Willet: did the caller's problem get solved, and if not, why?"""

from willet.core.access import connect, open

__all__ = ["connect", "open"]
