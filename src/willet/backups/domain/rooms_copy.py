"""The rooms' database as one SQLite file, whichever database it rests in; nobody has to wait for it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

from willet.core.records import LakeError, saying
from willet.store.addresses import LOCK_WAIT_S, sqlite
from willet.store.copying import copy_rooms

NOT_COPIED = saying("rooms_not_copied", "The rooms' database cannot be copied: %(why)s.")
_COPY = "backup"


def copy_of_rooms(file: Path) -> Path:
    """Write every row as it is at one moment into this file, which holds nothing that counts.

    Raises:
        LakeError: the database or the new file refused.
    """
    os.truncate(file, 0)
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(connection.settings_dict["NAME"]), file)
    else:
        _copy_other(file)
    return file


def _copy_sqlite(source: Path, file: Path) -> None:
    # Not a copy of its pages: what was erased may still stand in those that are free.
    try:
        with closing(sqlite3.connect(source, timeout=LOCK_WAIT_S)) as con:
            con.execute("VACUUM INTO ?", [str(file)])
    except sqlite3.Error as error:
        raise LakeError(NOT_COPIED(why=str(error))) from error


def _copy_other(file: Path) -> None:
    connections.databases[_COPY] = {**connections.databases["default"], **sqlite(file)}
    try:
        call_command("migrate", database=_COPY, interactive=False, verbosity=0)
        copy_rooms(source="default", target=_COPY)
    finally:
        connections[_COPY].close()
        del connections[_COPY], connections.databases[_COPY]


def steps_of(file: Path) -> tuple[str, ...]:
    """The steps that the rooms' tables have taken, `app.step`."""
    with closing(sqlite3.connect(file)) as con:
        rows = con.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    return tuple(f"{app}.{name}" for app, name in rows)
