"""The systems Willet can read, one folder each; siblings never know each other."""

from willet.core.sources.contract import Landing, Progress, ReadOptions, Source, silent
from willet.core.sources.registry import SOURCES, recognise, source_named

__all__ = [
    "SOURCES",
    "Landing",
    "Progress",
    "ReadOptions",
    "Source",
    "recognise",
    "silent",
    "source_named",
]
