"""The systems Willet can read, one folder each; siblings never know each other."""

import csv

from willet.core.sources.contract import (
    Hints,
    Landing,
    Progress,
    ReadOptions,
    Source,
    hints_of,
    settle_of,
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
    "settle_of",
    "silent",
    "source_named",
    "stamp_of",
]

# The library's own limit is of no format that is read here. It holds for the whole process, so it stands in one place.
csv.field_size_limit(1 << 24)
