"""A database that a worker opens for its tests is as migrations make it, before anything is migrated."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

from tests.scaffold.tables import _fill, rows_of_migrations
from willet.levers.authority.models import GrantKind

pytestmark = pytest.mark.django_db
TABLES = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
MIGRATED = "SELECT app, name FROM django_migrations ORDER BY app, name"
PEOPLE = "SELECT count(*) FROM people_user"


def seen(cursor: Any) -> list[list[tuple[object, ...]]]:
    """The tables and indexes, the migrations that were applied, and how many people there are."""
    return [cursor.execute(sql).fetchall() for sql in (TABLES, MIGRATED, PEOPLE)]


def test_a_copied_database_is_as_migrations_make_it() -> None:
    made = DatabaseWrapper({**connection.settings_dict, "NAME": ":memory:"})
    made.connect()

    _fill(made)

    with connection.cursor() as cursor:
        expected = seen(cursor)
    assert seen(made.connection) == expected
    made.connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_migrations_wrote_is_there_again_after_whoever_commits() -> None:
    before = rows_of_migrations()
    assert GrantKind in before

    call_command("flush", verbosity=0, interactive=False)

    assert rows_of_migrations() == before
