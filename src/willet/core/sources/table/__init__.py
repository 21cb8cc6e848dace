"""Any table of contacts, read through a mapping file."""

from willet.core.sources.table.grammar import parse_mapping, read_mapping
from willet.core.sources.table.kinds import what_is
from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.source import SOURCE

__all__ = ["SOURCE", "FileLimits", "parse_mapping", "read_mapping", "what_is"]
