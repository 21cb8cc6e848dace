"""Lets PostgreSQL hold every text that SQLite holds: what it refuses is written as the sign for "not readable".

PostgreSQL knows no character NUL, and half a surrogate pair is no character at all; both come with files and addresses
from outside. A text with one is kept with U+FFFD in its place, and none is ever equal to what is kept.
"""

import json
import re
from typing import Any, Final

UNREADABLE: Final = "\N{REPLACEMENT CHARACTER}"
_REFUSED = re.compile("[\x00\ud800-\udfff]")


def readable(value: Any) -> Any:
    """The same value with every text in it as PostgreSQL can hold it, within lists and objects too."""
    match value:
        case str():
            return _REFUSED.sub(UNREADABLE, value) if _REFUSED.search(value) else value
        case dict():
            return {readable(key): readable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [readable(inner) for inner in value]
    return value


def json_sent(body: bytes) -> Any:
    """The value of a body of JSON, its texts as a database and a page can hold them.

    Raises:
        ValueError: it is no JSON in UTF-8, or nested without end.
    """
    try:
        return readable(json.loads(body.decode("utf-8")))
    except RecursionError:
        raise ValueError("nested too deeply") from None
