"""What was removed from the rooms' database is overwritten, so that it stands in no free page and no journal."""

import logging

from django.db import DatabaseError, connection

log = logging.getLogger("willet.work")


def overwrite_removed() -> None:
    """Write SQLite's file anew without what was removed; PostgreSQL does so by itself, in its own time.

    Where others read from it at that moment, it is done with the next erasure; new removals are overwritten at once.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError as error:
        log.warning("what was erased may still stand in the journal of the database: %s", error)
