"""Refuses a request body that is too large before it reaches the disk, and says so on a page."""

from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from willet.api.serving.outside import HANDS_IN
from willet.site import errors

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]

SMALL = 5_000_000
"""Bytes that a stranger may send; only a visitor with a session, or a program with a token, may hand in files."""


class _TooLargeError(Exception):
    """The body went over its limit while it was read; `more` says whether there is still some to come."""

    def __init__(self, *, more: bool) -> None:
        self.more = more


class BodyLimit:
    """An ASGI application around another one. A body's length is read off its header, else counted as it comes."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413 after swallowing what was sent."""
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        limit = limit_for(scope)
        if _declared_length(scope) > limit:
            await _swallow(receive)
            await _refuse(scope, send)
            return
        try:
            await self.inner(scope, _counted(receive, limit), send)
        except _TooLargeError as error:
            if error.more:
                await _swallow(receive)
            await _refuse(scope, send)


def limit_for(scope: Scope) -> int:
    """How many bytes this visitor may send."""
    cookies = SimpleCookie(_header(scope, b"cookie").decode("latin-1"))
    known = settings.SESSION_COOKIE_NAME in cookies or _hands_in(scope)
    # The form around the files needs room of its own: names, boundaries, the token.
    return int(settings.WILLET_UPLOAD_LIMIT) + SMALL if known else SMALL


def _hands_in(scope: Scope) -> bool:
    shown = _header(scope, b"authorization").lower().startswith(b"bearer wlt_")
    return shown and scope.get("path") == HANDS_IN


def _declared_length(scope: Scope) -> int:
    length = _header(scope, b"content-length")
    return int(length) if length.isdigit() else 0


def _header(scope: Scope, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key == name), b"")


def _counted(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise _TooLargeError(more=bool(message.get("more_body")))
        return message

    return counting


async def _swallow(receive: Receive) -> None:
    """Drop what is still to come: a browser shows the answer only once it has sent everything."""
    while (await receive()).get("more_body"):
        pass


async def _refuse(scope: Scope, send: Send) -> None:
    page = _page(scope)
    body = page.content
    headers = [
        (b"content-type", page["Content-Type"].encode()),
        (b"content-length", str(len(body)).encode()),
        (b"content-security-policy", b"default-src 'none'; style-src 'self'; font-src 'self'"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _page(scope: Scope) -> HttpResponse:
    request = HttpRequest()
    request.path = scope.get("path", "")
    request.META["HTTP_ACCEPT_LANGUAGE"] = _header(scope, b"accept-language").decode("latin-1")
    request.COOKIES = {
        name: morsel.value
        for name, morsel in SimpleCookie(_header(scope, b"cookie").decode("latin-1")).items()
    }
    with translation.override(translation.get_language_from_request(request)):
        return errors.too_large(request)
