"""How often one address may ask the public listener; counted in its one process, so that a flood writes nothing."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from willet.site.public import errors

Respond = Callable[[HttpRequest], HttpResponseBase]

REQUESTS: Final = 600
"""Of one address within a minute: a company's mail scanner opens every link of many mails at once, and the people
behind the same address must still get through."""
MISSES: Final = 20
"""Links and tokens of one address within a minute that nobody gave out: guessing."""
WINDOW_S: Final = 60.0
_ADDRESSES: Final = 20_000
_UNKNOWN: Final = frozenset({404, 401, 403})
"""A link whose time is over (410) was given out; whoever opens it guesses nothing."""


class Counter:
    """Counts per name within a window, for so many names at most; the one that asked longest ago goes first."""

    def __init__(self, limit: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit, self.clock = limit, clock
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, name: str) -> bool:
        """Count one more; whether it is still within the limit."""
        with self._lock:
            since, count = self._current(name)
            self._counts[name] = (since, count + 1)
            self._counts.move_to_end(name)
            if len(self._counts) > _ADDRESSES:
                self._counts.popitem(last=False)
        return count < self.limit

    def is_full(self, name: str) -> bool:
        """Whether the limit is reached."""
        with self._lock:
            return self._current(name)[1] >= self.limit

    def _current(self, name: str) -> tuple[float, int]:
        now = self.clock()
        since, count = self._counts.get(name, (now, 0))
        return (since, count) if now - since < WINDOW_S else (now, 0)


class PublicLimitsMiddleware:
    """Stands before everything that asks the database."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.requests, self.misses = Counter(REQUESTS), Counter(MISSES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or 429."""
        who = str(request.META.get("REMOTE_ADDR", ""))
        if not self.requests.add(who) or self.misses.is_full(who):
            return _refused()
        response = self.respond(request)
        if _is_guess(request, response):
            self.misses.add(who)
        return response


def _is_guess(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a page was asked with a link or token of nobody's.

    What no page is guesses no link: every browser asks for an icon of its own accord, and one address may be that of
    many customers.
    """
    return request.resolver_match is not None and response.status_code in _UNKNOWN


def _refused() -> HttpResponse:
    response = errors.too_many()
    response["Retry-After"] = str(int(WINDOW_S))
    return response


class UnlistedMiddleware:
    """Keeps these pages out of search engines, and their addresses out of every other page's log."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers."""
        response = self.respond(request)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response
