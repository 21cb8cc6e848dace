"""The database of a worker's tests begins as a copy of a prepared home's: its tables are made once for all workers.

Every table made migration by migration takes six seconds. Where one process runs all tests there is nobody to share
them with, and they are made as a first start makes them.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.db.backends.signals import connection_created

from tests.scaffold.prepared import is_worker, prepared


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> Iterator[None]:
    """Be there when the database is opened for the first time, before it is migrated."""
    if is_worker(request.config):
        connection_created.connect(_fill)
    yield
    connection_created.disconnect(_fill)


def _fill(connection: Any, **_rest: Any) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        connection_created.disconnect(_fill)
        # As a file that nobody writes: otherwise each reader leaves files beside it that the others would copy without.
        made = f"{(prepared() / 'rooms.sqlite3').as_uri()}?immutable=1"
        with closing(sqlite3.connect(made, uri=True)) as tables:
            tables.backup(connection.connection)
