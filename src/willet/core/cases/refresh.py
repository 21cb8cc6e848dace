"""After an import: the cases of the customers it touched, and of those whose window it closed."""

from duckdb import DuckDBPyConnection

from willet.core.cases.build import build
from willet.core.cases.people import recognise
from willet.core.cases.rules import DEFAULT
from willet.core.cases.scope import touch
from willet.core.cases.span import Span, span_of
from willet.core.cases.swap import DERIVED, swap_all, swap_changed
from willet.core.lake import Transaction
from willet.core.lake.format import LINKED_HOME
from willet.core.lake.settings import read_settings


def refresh(tx: Transaction) -> None:
    """Bring `cases` and `links` up to the facts in this transaction.

    The result depends on the facts alone, not on how they came: a day added to the lake gives the
    bytes that a rebuild from nothing would give.
    """
    if is_current(tx) and not tx.has_changed:
        return
    with tx.connect() as con:
        merged = recognise(con)
        span = span_of(con, read_settings(tx.layout).zone)
        if is_current(tx):
            _relink(tx, con, span, merged=merged)
        else:
            _rebuild(tx, con, span)


def is_current(tx: Transaction) -> bool:
    """Whether cases and links rest as today's rules make them."""
    return {source for table, source, _ in tx.files if table in DERIVED} == {LINKED_HOME}


def _relink(tx: Transaction, con: DuckDBPyConnection, span: Span, *, merged: bool) -> None:
    reach = touch(con, span, merged=merged)
    build(con, DEFAULT, span)
    swap_changed(tx, con, reach, span)


def _rebuild(tx: Transaction, con: DuckDBPyConnection, span: Span) -> None:
    con.execute("CREATE TEMP VIEW scope AS SELECT * FROM contacts")
    build(con, DEFAULT, span)
    swap_all(tx, con)
