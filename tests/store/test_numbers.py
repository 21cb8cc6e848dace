"""Whole numbers that one of the two databases holds and the other does not. This file is run on both."""

import sys
from subprocess import run

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import IntegerField

MOST = {"PositiveSmallIntegerField": 32_767, "PositiveIntegerField": 2_147_483_647}
"""As PostgreSQL documents its smallint and integer."""
FIELDS = [
    field
    for model in apps.get_models()
    for field in model._meta.get_fields()
    if isinstance(field, IntegerField) and field.get_internal_type() in MOST and not field.choices
]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", MOST)
def test_no_column_takes_a_number_that_postgresql_refuses(kind: str) -> None:
    fields = [field for field in FIELDS if field.get_internal_type() == kind]

    assert fields
    for field in fields:
        with pytest.raises(ValidationError):
            field.run_validators(MOST[kind] + 1)


def test_bounds_are_set_where_nothing_of_sqlite_was_read_before() -> None:
    """With PostgreSQL nobody has read Django's SQLite; its modules want an order."""
    code = "import django.db.models, willet.store.bounds as b; b.bound_numbers()"

    assert run([sys.executable, "-c", code], check=False).returncode == 0
