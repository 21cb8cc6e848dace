"""A refusal that came over HTTP, as the very error that the lake would have raised here."""

from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError

from willet.core.records import (
    LakeError,
    Message,
    RequestError,
    UnknownNameError,
    WilletError,
    saying,
)
from willet.core.records.plain import parsed_json

ANSWERED_ONLY = saying("answered_only", "%(url)s answered %(status)s and said no more.")
_MOST_BYTES: Final = 1_000_000


def refused(error: HTTPError, url: str) -> WilletError:
    """The refusal as one of the family: what the caller can change, or what the other side must."""
    try:
        with error:
            plain = parsed_json(error.read(_MOST_BYTES))
        return _of(plain, error.code)
    except (OSError, HTTPException, ValueError, KeyError, TypeError, AttributeError):
        message = ANSWERED_ONLY(url=url, status=str(error.code))
        return _kind(error.code)(message)


def _of(plain: Mapping[str, Any], status: int) -> WilletError:
    if "known" in plain:
        return UnknownNameError(Message.from_json(plain["kind"]), plain["name"], plain["known"])
    message = Message.from_json(plain["message"])
    fields = "; ".join(f"{part['field']}: {part['why']}" for part in plain.get("errors", ()))
    return _kind(status)(Message(f"{message} {fields}") if fields else message)


def _kind(status: int) -> type[WilletError]:
    return LakeError if status >= 500 else RequestError
