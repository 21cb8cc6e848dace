"""Refusals as `application/problem+json` (RFC 9457): a status, a code, and the sentence in the reader's language."""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import HttpError, ValidationError

from willet.api.domain.tokens import NoTokenError
from willet.api.serving.fields import fields_of
from willet.core.records import Message, RequestError, UnknownNameError, WilletError, saying
from willet.figures.domain.failing import ClosedError
from willet.ui.endpoints import NOTHING_THERE, NotThereError, RefusedFieldsError, TooLargeError
from willet.ui.messages import translate

log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"
NOT_UNDERSTOOD = saying(
    "not_understood", "The request could not be understood. Compare it with the OpenAPI document."
)
TOO_LARGE = saying("too_large", "That was too large. Send less at once.")
FAILED_HERE = saying(
    "failed_here", "Something failed on our side. It was written to the log of the server."
)
NOT_READ = saying(
    "lake_not_read",
    "The calls cannot be read just now. Try again; if it stays, the administrator finds why in the log.",
)
NO_SUCH_METHOD = saying("no_such_method", "Nothing can be done so at this address; see “Allow”.")


class NotAllowedError(RequestError):
    """Who asks is known, and may not do this."""


class TooOftenError(RequestError):
    """Too many requests; the next may come after `wait_s` seconds."""

    def __init__(self, message: Message, wait_s: int) -> None:
        super().__init__(message)
        self.wait_s = wait_s


STATUSES: Final[Mapping[type[WilletError], int]] = {
    NoTokenError: 401,
    NotAllowedError: 403,
    NotThereError: 404,
    TooLargeError: 413,
    RefusedFieldsError: 422,
    TooOftenError: 429,
    RequestError: 400,
    WilletError: 503,
}
"""Each kind of refusal and its status; the first that fits counts."""


def _within(error: HttpError) -> WilletError:
    """What stands behind an error of django-ninja, which hides what our reader of bodies refused."""
    cause = error.__cause__
    return cause if isinstance(cause, WilletError) else RequestError(NOT_UNDERSTOOD())


FOREIGN: Final[Mapping[type[Exception], Any]] = {
    Http404: lambda _error: NotThereError(NOTHING_THERE()),
    ClosedError: lambda error: NotAllowedError(Message(str(error), "closed")),
    PermissionDenied: lambda _error: NotAllowedError(NOTHING_THERE()),
    RequestDataTooBig: lambda _error: TooLargeError(TOO_LARGE()),
    TooManyFilesSent: lambda _error: TooLargeError(TOO_LARGE()),
    SuspiciousOperation: lambda _error: RequestError(NOT_UNDERSTOOD()),
    BadRequest: lambda _error: RequestError(NOT_UNDERSTOOD()),
    MultiPartParserError: lambda _error: RequestError(NOT_UNDERSTOOD()),
    UnreadablePostError: lambda _error: RequestError(NOT_UNDERSTOOD()),
    ValidationError: lambda error: RefusedFieldsError(fields_of(error)),
    HttpError: _within,
}
"""What the frameworks raise, as one of the family."""


def refusal(_request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """The refusal that an error is; a fault of ours is logged and tells nothing of the inside."""
    known = _as_ours(error)
    if known is None:
        log.exception("an address of the API failed")
        return problem(500, FAILED_HERE())
    status = next(status for kind, status in STATUSES.items() if isinstance(known, kind))
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        log.error("the API could not read the lake: %s", known)
        return problem(status, NOT_READ(), headers={"Retry-After": "5"})
    return problem(status, known.message, headers=_headers(known), **_more(known))


def problem(
    status: int, message: Message, *, headers: Mapping[str, str] | None = None, **more: object
) -> HttpResponse:
    """A refusal: for a person `detail`, for a program `code` and `message`."""
    code = message.code or HTTPStatus(status).phrase.lower().replace(" ", "_")
    body = {
        "type": f"urn:willet:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": translate(message),
        "code": code,
        "message": message.as_json(),
        **more,
    }
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(
        text.encode(errors="replace"), status=status, content_type=MEDIA_TYPE, headers=headers
    )


def _as_ours(error: Exception | type[Exception]) -> WilletError | None:
    if isinstance(error, WilletError):
        return error
    kind = next((kind for kind in FOREIGN if isinstance(error, kind)), None)
    ours: WilletError | None = FOREIGN[kind](error) if kind else None
    return ours


def _headers(error: WilletError) -> Mapping[str, str]:
    if isinstance(error, NoTokenError):
        return {"WWW-Authenticate": 'Bearer realm="Willet"'}
    return {"Retry-After": str(error.wait_s)} if isinstance(error, TooOftenError) else {}


def _more(error: WilletError) -> dict[str, object]:
    """What a program can make use of besides."""
    if isinstance(error, UnknownNameError):
        return {"kind": error.kind.as_json(), "name": error.name, "known": list(error.known)}
    if isinstance(error, RefusedFieldsError):
        fields = ({"field": f.field, "why": f.why, "code": f.code} for f in error.fields)
        return {"errors": list(fields)}
    return {}
