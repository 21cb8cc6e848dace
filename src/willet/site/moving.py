"""Moves the rooms from SQLite's file into the database that is set."""

from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection, connections

from willet.core.records import RequestError
from willet.jobs.domain.lanes import no_worker
from willet.store.addresses import sqlite
from willet.store.copying import copy_rooms
from willet.store.reaching import reached

_BEFORE: Final = "before"


def move_from(file: Path) -> dict[str, int]:
    """Copy all rows of that file, brought up to this version first; how many there are of each table.

    Raises:
        RequestError: SQLite itself is set, the new database is in use, or a worker is at work.
        LakeError: the file cannot be read, or a row does not go in.
    """
    if connection.vendor == "sqlite":
        raise RequestError(
            "The rooms are to stay in SQLite: WILLET_DATABASE names no PostgreSQL. "
            "Set it to where they are to move, such as postgresql://willet@db.example.org/willet."
        )
    connections.databases[_BEFORE] = {**connections.databases["default"], **sqlite(file)}
    try:
        with no_worker(), reached(connections[_BEFORE]):
            call_command("migrate", database=_BEFORE, interactive=False, verbosity=0)
            return copy_rooms(source=_BEFORE, target="default")
    finally:
        connections[_BEFORE].close()
        del connections.databases[_BEFORE]
