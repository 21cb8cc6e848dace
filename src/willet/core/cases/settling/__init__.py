"""What pending cases will be called once their window has closed, learned from those that were pending before."""

from willet.core.cases.settling.foreseeing import Foreseen, foreseen, shown

__all__ = ["Foreseen", "foreseen", "shown"]
