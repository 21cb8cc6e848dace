"""Contacts become cases: linking, evidence, and whether the first contact was enough."""

from willet.core.cases.edits import Edit, edits, join, scrub_edits, split, withdraw
from willet.core.cases.refresh import is_current, refresh
from willet.core.cases.rules import DEFAULT, Rules, rules_of
from willet.core.cases.whole import link_anew
from willet.core.lake.linked_anew import link_anew_with

__all__ = [
    "DEFAULT",
    "Edit",
    "Rules",
    "edits",
    "is_current",
    "join",
    "refresh",
    "rules_of",
    "scrub_edits",
    "split",
    "withdraw",
]

link_anew_with(link_anew)
