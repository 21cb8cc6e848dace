"""Reaches the rooms' database when the product starts, and says in a sentence why that cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError

from willet.core.records import LakeError
from willet.store.addresses import shown


@contextmanager
def reached(connection: Any) -> Iterator[None]:
    """Work with a database that can be reached, and written to.

    Raises:
        LakeError: it cannot be, or it holds no Unicode.
    """
    try:
        connection.ensure_connection()
        _require_unicode(connection)
        yield
    except DatabaseError as error:
        raise LakeError(
            f"the rooms' database {shown(connection.settings_dict)} does not do: {_reason(error)} "
            "Look at WILLET_DATABASE and at the database."
        ) from error


def _require_unicode(connection: Any) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        (encoding,) = cursor.fetchone()
    if encoding != "UTF8":
        raise LakeError(
            f"the rooms' database {shown(connection.settings_dict)} is encoded as {encoding}, and names of five "
            "languages need UTF8. Make one with: createdb --encoding=UTF8 --template=template0 NAME"
        )


def _reason(error: DatabaseError) -> str:
    """What the database says, in one line: the last one of several is about the last address that was tried."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    reason = next((line for line in lines if not line.startswith("LINE ")), type(error).__name__)
    return reason if reason.endswith(".") else f"{reason}."
