"""The pages for when something went wrong: designed, in the reader's language, and silent about the inside."""

import logging

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from willet.api.serving.outside import OF_PROGRAMS, for_programs

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where the request was too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return _page(
        request,
        400,
        _("That request could not be understood"),
        _("Something in the address or the form is not as it should be. Go back and try again."),
    )


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but not allowed."""
    return _page(
        request,
        403,
        _("This page is not open to you"),
        _("Your role does not include it. An administrator can change that on the People page."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not carry the token it was given."""
    return _page(
        request,
        403,
        _("The form has expired"),
        _("For your safety it was not sent. Go back, reload the page and try again."),
    )


@requires_csrf_token
def missing_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page."""
    return _page(
        request,
        404,
        _("There is no such page"),
        _("The address may be mistyped, or what it named may have been removed."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more was sent than Willet takes in one piece."""
    return _page(
        request,
        413,
        _("That was too large"),
        _("Split the files, or read them on the server with the command “willet import”."),
    )


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too often in a short time."""
    return _page(
        request,
        429,
        _("Too many attempts"),
        _("Wait a few minutes, then try again. This protects accounts against guessing."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours; the page needs no database and no session."""
    return _page(
        request,
        500,
        _("Something failed on our side"),
        _(
            "It was written to the log. Try again; if it stays, tell your administrator the time it happened."
        ),
    )


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    if request.path.startswith(OF_PROGRAMS):
        return for_programs(status)
    words = {"status": status, "title": title, "advice": advice}
    return HttpResponse(render_to_string("errors/error.html", words), status=status)
