"""The signed link of an invitation: short enough for a text message, and opened by nobody who guesses."""

import base64
import hmac
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from willet.core.records import RequestError, saying
from willet.levers.surveys.models import Invitation

NO_PUBLIC_ADDRESS: Final = saying(
    "no_public_address",
    "Customers cannot open a link yet: nobody said at which address. Set WILLET_PUBLIC_ADDRESS to where the "
    "listener of `willet serve --public PORT` is reached from outside, and start Willet again.",
)
ON_PAGES: Final = {
    "no_public_address": saying(
        "page.no_public_address",
        "Customers cannot open a link yet: Willet does not know the address at which they reach it. Whoever runs the "
        "server sets it; ask your administrator.",
    )
}
"""What a page says instead: only at the server can the address be set."""
_PAGES: Final = "willet.levers.surveys.public.urls"
_SALT: Final = "willet.surveys.link"
_ID_BYTES: Final = 16
_SEAL_BYTES: Final = 16


def token_of(invitation: Invitation) -> str:
    """What stands in the link: the invitation's id and a seal of it, 43 letters."""
    return _written(invitation.pk.bytes + _seal(invitation.pk))


def id_in(token: str) -> UUID | None:
    """The invitation that a link names; None where the link was altered."""
    try:
        given = base64.urlsafe_b64decode(f"{token}{'=' * (-len(token) % 4)}")
    except ValueError:
        return None
    if len(given) != _ID_BYTES + _SEAL_BYTES or _written(given) != token:
        return None
    named = UUID(bytes=given[:_ID_BYTES])
    return named if hmac.compare_digest(_seal(named), given[_ID_BYTES:]) else None


def address_of(invitation: Invitation, page: str = "asked") -> str:
    """The whole address of a customer's page.

    Raises:
        RequestError: it is not known at which address customers reach Willet.
    """
    return public_address() + reverse(page, args=[token_of(invitation)], urlconf=_PAGES)


def public_address() -> str:
    """Where customers reach the pages that are theirs.

    Raises:
        RequestError: nobody said so.
    """
    if not settings.WILLET_PUBLIC_ADDRESS:
        raise RequestError(NO_PUBLIC_ADDRESS())
    return str(settings.WILLET_PUBLIC_ADDRESS).rstrip("/")


def _seal(named: UUID) -> bytes:
    return salted_hmac(_SALT, named.bytes, algorithm="sha256").digest()[:_SEAL_BYTES]


def _written(token: bytes) -> str:
    return base64.urlsafe_b64encode(token).decode().rstrip("=")
