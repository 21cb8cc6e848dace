"""The database of a worker's tests begins as a copy of a prepared home's: its tables are made once for all workers.

Every table made migration by migration takes six seconds. Where one process runs all tests there is nobody to share
them with, and they are made as a first start makes them.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from tests.scaffold.prepared import is_worker, prepared

if TYPE_CHECKING:
    from django.db.models import Model


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Whoever commits leaves empty tables: what the migrations wrote comes back into them, for the tests after it."""
    with django_db_blocker.unblock():
        written = rows_of_migrations()

    def put_back(sender: Any, plan: Sequence[object] = (), **_rest: Any) -> None:
        for model in sender.get_models() if not plan else ():
            model._base_manager.bulk_create(written.get(model, ()), ignore_conflicts=True)

    post_migrate.connect(put_back)
    yield
    post_migrate.disconnect(put_back)


def rows_of_migrations() -> "Mapping[type[Model], Sequence[Model]]":
    """What stands in the tables before any test; permissions and kinds of content come back by themselves."""
    from django.apps import apps

    ours = [m for m in apps.get_models() if m.__module__.startswith("willet.")]
    return {model: rows for model in ours if (rows := list(model._base_manager.all()))}
