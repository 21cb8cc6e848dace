"""Contacts become cases: linking, evidence, and whether the first contact was enough."""

from willet.core.cases.edits import Edit, edits, join, split, withdraw
from willet.core.cases.refresh import refresh
from willet.core.cases.rules import DEFAULT, Rules

__all__ = ["DEFAULT", "Edit", "Rules", "edits", "join", "refresh", "split", "withdraw"]
