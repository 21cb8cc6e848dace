"""Lets so many requests at once into the pages; the others wait for a moment, without a connection to the database.

Under ASGI each request has a thread, and each thread that asks the database a connection: three hundred browsers that
come back at one moment would want three hundred, and PostgreSQL refuses what is above its limit.
"""

import threading
from collections.abc import Callable
from typing import Final

from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Respond = Callable[[HttpRequest], HttpResponseBase]

AT_ONCE: Final = 40
"""Requests of one process that are being answered; its streams do not count."""
_PLACES = threading.BoundedSemaphore(AT_ONCE)


class FewAtOnceMiddleware:
    """Stands behind the static files and before all that asks the database. The body has arrived by then."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, once there is a place; its connection is given back before it travels."""
        with _PLACES:
            try:
                return self.respond(request)
            finally:
                _give_back()


def _give_back() -> None:
    """Give back the connections of this thread; one within a transaction is whoever's began it."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
