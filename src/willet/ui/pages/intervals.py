"""Whether a reader wants intervals beside the figures on the screen; paper always has them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "willet_intervals"
SHOWN, HIDDEN = "on", "off"
_A_YEAR_S = 365 * 24 * 3600


def intervals_of(request: HttpRequest) -> str:
    """`on` or `off`; on until a reader chose otherwise."""
    return HIDDEN if request.COOKIES.get(COOKIE) == HIDDEN else SHOWN


@require_POST
def choose_intervals(request: HttpRequest) -> HttpResponse:
    """Remember the choice for a year, and lead back to the page it was made on."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if safe else "/")
    chosen = request.POST.get("intervals", "")
    if chosen in {SHOWN, HIDDEN}:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, chosen, _A_YEAR_S, httponly=True, samesite="Lax", secure=secure)
    return response
