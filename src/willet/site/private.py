"""Keeps pages out of every cache: a browser's own, and those between it and here."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

Respond = Callable[[HttpRequest], HttpResponseBase]


class PrivatePagesMiddleware:
    """Stands behind the static files: all that passes here may hold somebody's figures, so nothing of it is kept."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, marked as not to be stored."""
        response = self.respond(request)
        if not _is_for_everybody(response):
            patch_cache_control(response, private=True, no_store=True)
        return response


def _is_for_everybody(response: HttpResponseBase) -> bool:
    """Whether a page says of itself that it is, as a style sheet of customers' pages does."""
    return response.headers.get("Cache-Control", "").startswith("public,")
