"""Speaks the language a person chose in their profile, over what their browser asks for."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from willet.ui.tongues import in_region, region_from

Respond = Callable[[HttpRequest], HttpResponseBase]


class PreferredLanguageMiddleware:
    """Stands after authentication; the language of the browser or the cookie is active already."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Switch to the person's language, if they chose one."""
        chosen = getattr(request.user, "language", "")
        if chosen and translation.check_for_language(chosen):
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        # The browser knows the country too; it decides how numbers are written, never the language.
        accepted = request.headers.get("Accept-Language", "")
        with in_region(region_from(accepted, translation.get_language() or "")):
            return self.respond(request)
