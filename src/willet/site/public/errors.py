"""What the public listener answers where there is nothing: a sentence, and no word of what else this machine does."""

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where too much was sent."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return sentence(413, _("That was too large"))
    return sentence(400, _("That request could not be understood"))


def missing_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page."""
    return sentence(404, _("There is no such page"))


def failed(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours."""
    return sentence(500, _("Something failed on our side"))


def too_many() -> HttpResponse:
    """429: too often in a short time."""
    return sentence(429, _("Too many attempts"))


def sentence(status: int, text: str) -> HttpResponse:
    """A plain line."""
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
