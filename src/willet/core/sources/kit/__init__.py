"""What a source of one record a row inherits: reading, typing, hashing, refusing, landing and filling the tables."""

from willet.core.sources.kit.fields import (
    RecordField,
    RecordKind,
    moment,
    number,
    seconds,
    text,
    texts,
)
from willet.core.sources.kit.gaps import not_recorded
from willet.core.sources.kit.source import RecordSource

__all__ = [
    "RecordField",
    "RecordKind",
    "RecordSource",
    "moment",
    "not_recorded",
    "number",
    "seconds",
    "text",
    "texts",
]
