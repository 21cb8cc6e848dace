"""How texts and JSON travel to PostgreSQL: readable. Loaded only where its driver is installed."""

from typing import Any

from psycopg.abc import Buffer, Dumper
from psycopg.types.json import Jsonb, JsonbDumper
from psycopg.types.string import StrDumperUnknown

from willet.store.texts import readable


class ReadableText(StrDumperUnknown):
    """A text without what PostgreSQL refuses."""

    def dump(self, obj: str) -> Buffer | None:
        """The bytes that are sent."""
        return super().dump(readable(obj))


class ReadableJson(JsonbDumper):
    """JSON whose texts are without it."""

    def dump(self, obj: Any) -> Buffer | None:
        """The bytes that are sent."""
        return super().dump(Jsonb(readable(obj.obj), obj.dumps))


DUMPERS: dict[type, type[Dumper]] = {str: ReadableText, Jsonb: ReadableJson}
"""By what is sent."""
