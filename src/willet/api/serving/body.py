"""JSON read strictly: UTF-8, no numbers that are none, no nesting without end, no half characters."""

import json
import re
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from willet.core.records import RequestError, saying

NOT_JSON = saying(
    "not_json", 'The body is not JSON in UTF-8: %(why)s. Send an object such as {"metrics": [...]}.'
)
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""NUL as JSON writes it, which is no other way; a backslash before that is a character of its own."""
TOO_DEEP = saying("too_deep", "The body is nested too deeply.")


class StrictParser(Parser):
    """Reads the body of a request."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's value.

        Raises:
            RequestError: it is not JSON in UTF-8.
        """
        try:
            text = request.body.decode("utf-8")
            value = json.loads(text, parse_constant=_no_constant)
            # An escape may write half a character, which nothing further on can encode.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
            if _NUL.search(text):
                raise ValueError("it holds the character NUL, which no text that is kept may hold")
        except RecursionError:
            raise RequestError(TOO_DEEP()) from None
        except ValueError as error:
            raise RequestError(NOT_JSON(why=str(error)[:200])) from None
        return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
