"""Remembers in a signed cookie in which browser an account has signed in before. It opens nothing by itself."""

import secrets
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE: Final = "willet_known"
_SALT = "willet.people.browsers"
_A_YEAR_S = 365 * 24 * 3600
_MOST = 20
"""Accounts remembered of one browser: a shared machine at a desk."""


def browser_of(request: HttpRequest, account: str) -> str:
    """This browser's number if the account has signed in here before, else nothing."""
    number, accounts = _read(request)
    return number if account in accounts else ""


def remember(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Note in the browser that the account has signed in here."""
    number, accounts = _read(request)
    kept = [account, *(other for other in accounts if other != account)][:_MOST]
    value = signing.dumps([number or secrets.token_hex(8), kept], salt=_SALT)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, value, _A_YEAR_S, httponly=True, samesite="Lax", secure=secure)


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        number, accounts = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_A_YEAR_S
        )
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return number, accounts
