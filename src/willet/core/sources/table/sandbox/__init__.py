"""Files that foreign code unpacks whole (workbooks, Parquet) are read in a process that may die (decision 0040)."""

from willet.core.sources.table.sandbox.parent import read_apart

__all__ = ["read_apart"]
