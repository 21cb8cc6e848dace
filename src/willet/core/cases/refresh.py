"""After an import: the cases of the customers it touched, and of those whose window it closed."""

from duckdb import DuckDBPyConnection

from willet.core.cases.build import build
from willet.core.cases.people import recognise
from willet.core.cases.rules import DEFAULT
from willet.core.cases.scope import touch
from willet.core.cases.span import span_of
from willet.core.cases.swap import DERIVED, keeps_within, swap_all, swap_changed
from willet.core.lake import Transaction
from willet.core.lake.files import learn_moments
from willet.core.lake.format import LINKED_HOME
from willet.core.lake.seen import Span
from willet.core.lake.settings import read_settings


def refresh(tx: Transaction) -> None:
    """Bring `cases` and `links` up to the facts in this transaction.

    The result depends on the facts alone, not on how they came: a day added to the lake gives the
    bytes that a rebuild from nothing would give.
    """
    if is_current(tx) and not tx.changed_tables:
        return
    with tx.connect() as con:
        span = span_of(con, read_settings(tx.layout).zone, ends=tx.rows.days_of("contacts"))
        is_linked = _relink(tx, con, span) if is_current(tx) else _rebuild(tx, con, span)
    if not is_linked:
        # What was tried left its tables behind.
        with tx.connect() as con:
            _rebuild(tx, con, span)
    tx.seen = span


def is_current(tx: Transaction) -> bool:
    """Whether cases and links rest as today's rules make them."""
    homes = {source for table, source, _ in tx.files if table in DERIVED}
    return homes == {LINKED_HOME} and tx.seen is not None


def _relink(tx: Transaction, con: DuckDBPyConnection, span: Span) -> bool:
    """Link again what the change reaches; False, with nothing done, where that is not all that it changed."""
    reach = touch(tx, con, span)
    build(con, DEFAULT, span)
    if not keeps_within(con, reach):
        return False
    swap_changed(tx, con, reach)
    return True


def _rebuild(tx: Transaction, con: DuckDBPyConnection, span: Span) -> bool:
    """Link the whole lake, which is never less than what changed."""
    learn_moments(con, tx.layout, tx.files, "contacts")
    recognise(con)
    con.execute("CREATE TEMP VIEW scope AS SELECT * FROM contacts")
    build(con, DEFAULT, span)
    swap_all(tx, con)
    return True
