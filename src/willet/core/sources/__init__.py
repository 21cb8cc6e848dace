"""The systems Willet can read, one folder each; siblings never know each other."""

from willet.core.sources.contract import (
    Hints,
    Landing,
    Progress,
    ReadOptions,
    Source,
    hints_of,
    silent,
    stamp_of,
)
from willet.core.sources.registry import SOURCES, is_known, recognise, source_named

__all__ = [
    "SOURCES",
    "Hints",
    "Landing",
    "Progress",
    "ReadOptions",
    "Source",
    "hints_of",
    "is_known",
    "recognise",
    "silent",
    "source_named",
    "stamp_of",
]
