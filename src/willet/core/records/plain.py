"""JSON that comes from outside: what is wrong with it is a ValueError, also where it is nested without end."""

import json
from typing import Any


def parsed_json(text: str | bytes) -> Any:
    """The value of a text of JSON.

    Raises:
        ValueError: it is no JSON, or nested deeper than a reader of it can follow.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
