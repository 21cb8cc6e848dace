"""Shows what the rooms keep in UTC by the clock that the reader chose, else by the centre's."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from willet.notices.domain.choices import zone_of
from willet.people.models import User
from willet.ui.clocks import read_by
from willet.ui.zones import centre_zone

Respond = Callable[[HttpRequest], HttpResponseBase]


class ReaderClockMiddleware:
    """Stands after authentication; nobody's clock is looked up for a page without a moment."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page, its moments on the reader's clock."""
        reader = request.user
        zone = partial(zone_of, reader) if isinstance(reader, User) else centre_zone
        with read_by(zone):
            return self.respond(request)
