"""SQLite's columns hold no larger whole number than PostgreSQL's do.

SQLite takes any number of 64 bits in any column. A form asks the database how large one may be; as Django has it SQLite
answer, it would let through days that lie behind the end of the calendar, and numbers that no copy in PostgreSQL holds.
"""

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper


def bound_numbers() -> None:
    """Have SQLite answer as every other database does."""
    bounds = BaseDatabaseOperations.integer_field_range
    DatabaseWrapper.ops_class.integer_field_range = bounds  # type: ignore[method-assign] # the one way without a backend
