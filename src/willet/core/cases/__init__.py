"""Contacts become cases: linking, evidence, and whether the first contact was enough."""

from willet.core.cases.refresh import refresh
from willet.core.cases.rules import DEFAULT, Rules

__all__ = ["DEFAULT", "Rules", "refresh"]
