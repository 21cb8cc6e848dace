"""Every table of every page is offered as a file, with the rights of the page itself."""

from collections.abc import Callable
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from willet.figures.domain.downloads import exported
from willet.figures.domain.showntables import FORM, FORMS, SHOWN, links_of, may_take, sheet_of
from willet.ui.drawn import watch

Respond = Callable[[HttpRequest], HttpResponseBase]


class ShownTablesMiddleware:
    """Stands behind authentication and language: the page is made as ever, and one of its tables handed on."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page; or, with `?shown=0&file=xlsx`, the first table that it draws.

        Raises:
            PermissionDenied: the reader's role takes no tables out.
            Http404: the page draws no such table.
        """
        form = request.GET.get(FORM) if request.method == "GET" else None
        wanted = form in FORMS and SHOWN in request.GET
        if wanted and request.user.is_authenticated and not may_take(request):
            raise PermissionDenied
        page = watch(request, partial(links_of, request), whole=wanted)
        response = self.respond(request)
        if not wanted or response.status_code != 200:
            return response
        place = request.GET[SHOWN]
        if not place.isdecimal() or len(place) > 4 or int(place) >= len(page.tables):
            raise Http404
        name = request.path.strip("/").replace("/", "-") or "overview"
        return exported(request, sheet_of(page.tables[int(place)], f"{name}-{place}"), form=form)
