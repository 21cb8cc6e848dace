"""SQLite's columns hold no larger whole number than PostgreSQL's do.

SQLite takes any number of 64 bits in any column. A form asks the database how large one may be; as Django has it SQLite
answer, it would let through days that lie behind the end of the calendar, and numbers that no copy in PostgreSQL holds.

A number that no column holds is no row's. Django knows that of a single one, and fails on a list with one in it, such
as the choices of a form that a program filled in.
"""

from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import IntegerField
from django.db.models.lookups import In


class AmongNumbers(In):
    """`in` of whole numbers: those that the column cannot hold are left out."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """SQL of the list, and its values."""
        if not hasattr(self.rhs, "as_sql"):
            kind = self.lhs.output_field.get_internal_type()
            low, high = connection.ops.integer_field_range(kind)
            self.rhs = [n for n in self.rhs if not isinstance(n, int) or low <= n <= high]
        return super().process_rhs(compiler, connection)


def bound_numbers() -> None:
    """Have SQLite answer as every other database does, and either of a list as of a single number."""
    IntegerField.register_lookup(AmongNumbers)
    bounds = BaseDatabaseOperations.integer_field_range
    DatabaseWrapper.ops_class.integer_field_range = bounds  # type: ignore[method-assign] # the one way without a backend
