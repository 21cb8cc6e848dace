"""A message kept in a column of the database, so that whoever reads it later reads it in their own language."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from willet.core.records import Message


class MessageField(models.JSONField):
    """A `Message` as `{"code", "values", "english"}`; NULL where there is none."""

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """The message that was kept."""
        plain = super().from_db_value(value, expression, connection)
        return None if plain is None else Message.from_json(plain)

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """The message as JSON."""
        plain = value.as_json() if isinstance(value, Message) else value
        return super().get_db_prep_value(plain, connection, prepared)
