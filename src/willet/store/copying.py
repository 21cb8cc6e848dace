"""Copies every row of the rooms from one database into another as it is: keys, times and all."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management.color import no_style
from django.db import DatabaseError, connections, models, transaction

from willet.core.records import LakeError, RequestError

_AT_ONCE: Final = 500


def copy_rooms(*, source: str, target: str) -> dict[str, int]:
    """Copy all rows of one database, named as Django knows it, into the other; how many there are of each table.

    All of it or nothing, as it stands at one moment.

    Raises:
        RequestError: the target holds something already.
        LakeError: a row does not go into the target.
    """
    tables = [model for model in apps.get_models(include_auto_created=True) if _is_table(model)]
    with transaction.atomic(using=source), transaction.atomic(using=target):
        _hold_still(source)
        _make_room(tables, target)
        copied = {model._meta.db_table: _copy(model, source, target) for model in tables}
        _go_on_counting(tables, target)
    return copied


def _hold_still(source: str) -> None:
    """Let all reads see one moment: in SQLite those of a transaction do by themselves."""
    connection = connections[source]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _is_table(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _make_room(tables: list[type[models.Model]], target: str) -> None:
    """Take out what the migrations wrote into a new database: the same rows come under the keys they had."""
    if get_user_model()._base_manager.using(target).exists():
        raise RequestError(
            "The database that WILLET_DATABASE names is in use: somebody has an account there. "
            "Name an empty one; nothing was copied."
        )
    for model in tables:
        rows = model._base_manager.using(target)
        if rows.exists():
            rows.all()._raw_delete(target)


def _copy(model: type[models.Model], source: str, target: str) -> int:
    fields = list(model._meta.local_concrete_fields)
    rows = model._base_manager.using(source).order_by("pk").iterator(chunk_size=_AT_ONCE)
    count = 0
    for some in _by_the_hundred(rows):
        try:
            # Raw: a time that says when a row was written says when it was written first.
            model._base_manager._insert(some, fields=fields, using=target, raw=True)  # type: ignore[attr-defined]
        except DatabaseError as error:
            raise LakeError(
                f"{model._meta.db_table} does not go into the new database: {error} Nothing was copied."
            ) from error
        count += len(some)
    return count


def _by_the_hundred(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def _go_on_counting(tables: list[type[models.Model]], target: str) -> None:
    """Let keys that the database counts go on after the last one copied."""
    connection = connections[target]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
