"""SQLite's columns hold no larger whole number than PostgreSQL's do.

SQLite takes any number of 64 bits in any column. A form asks the database how large one may be; as Django has it SQLite
answer, it would let through days that lie behind the end of the calendar, and numbers that no copy in PostgreSQL holds.

A number that no column holds is no row's. Django knows that of a single one in a column of numbers, and fails on a list
with one in it, such as the choices of a form that a program filled in, and on either where it names a row
of another table.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import ForeignObject, IntegerField
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In


class AmongNumbers(In):
    """`in` of whole numbers: those that the column cannot hold are left out."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """SQL of the list, and its values."""
        if not hasattr(self.rhs, "as_sql"):
            self.rhs = [n for n in self.rhs if _fits(n, self.lhs.output_field, connection)]
        return super().process_rhs(compiler, connection)


class AmongRows(AmongNumbers, RelatedIn):
    """The same of rows that another table's column names by their numbers."""


class ThatRow(RelatedExact):
    """One row that another table's column names by its number: none, where the column cannot hold it."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """SQL of the number, and itself.

        Raises:
            EmptyResultSet: there is no such row; Django asks nothing.
        """
        if not _fits(self.rhs, self.lhs.output_field, connection):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)


def _fits(value: Any, field: Any, connection: Any) -> bool:
    """Whether the column of a field, or of the field that it points at in the end, can hold this value."""
    while field.remote_field:
        field = field.target_field
    if not isinstance(value, int) or not isinstance(field, IntegerField):
        return True
    low, high = connection.ops.integer_field_range(field.get_internal_type())
    return bool(low <= value <= high)


def bound_numbers() -> None:
    """Have SQLite answer as every other database does, and either of a list as of a single number."""
    IntegerField.register_lookup(AmongNumbers)
    ForeignObject.register_lookup(AmongRows)
    ForeignObject.register_lookup(ThatRow)
    bounds = BaseDatabaseOperations.integer_field_range
    DatabaseWrapper.ops_class.integer_field_range = bounds  # type: ignore[method-assign] # the one way without a backend
