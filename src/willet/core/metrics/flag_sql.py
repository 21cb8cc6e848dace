"""A named phrase as SQL by itself: the linker and the pages mean by `inbound` what every formula means."""

from functools import cache

from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.formula import Reader
from willet.core.metrics.render import Renderer


@cache
def flag_sql(name: str, table: str = "contacts", dialect: str = "duckdb") -> str:
    """The condition that a flag stands for over the columns of a table, in brackets.

    >>> flag_sql("handled")
    "(outcome = 'answered')"

    Raises:
        UnknownNameError: no such flag, or a column of it is not in the table.
    """
    return Renderer(dialect_named(dialect), {}).sql(Reader(table).condition(name))
