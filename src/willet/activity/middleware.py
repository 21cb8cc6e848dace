"""Whoever sent a request is who does what it does."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from willet.activity.actors import acting

Respond = Callable[[HttpRequest], HttpResponseBase]


class ActingMiddleware:
    """Stands after authentication; the account is looked up only where something is done."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, made in the reader's name."""
        with acting(lambda: request.user):
            return self.respond(request)
