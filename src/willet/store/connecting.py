"""What each new connection to the rooms' database is given."""

from typing import Any


def hold_every_text(*, connection: Any, **_named: object) -> None:
    """Have a new connection to PostgreSQL write readable texts; one to SQLite needs nothing."""
    if connection.vendor != "postgresql":
        return
    from willet.store.dumpers import DUMPERS  # optional dependency

    for kind, dumper in DUMPERS.items():
        connection.connection.adapters.register_dumper(kind, dumper)
