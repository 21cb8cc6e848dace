"""Tokens of phone systems: made and shown once, recognised at every event, revoked."""

import hashlib
import re
import secrets
from hmac import compare_digest
from typing import Final

from django.utils import timezone

from willet.activity.actors import acting
from willet.core.records import RequestError, saying
from willet.desk.models import PhoneLink
from willet.people.models import User

BEGIN: Final = "wld_"
"""What every token of a phone system begins with; those of programs begin otherwise."""
_FORM = re.compile(r"wld_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")

NO_SUCH_LINK = saying(
    "desk_no_such_token",
    "This token of a phone system is not known or was revoked. An administrator makes another one "
    "on the page “Phone systems”.",
)
OTHER_WAY = saying(
    "desk_other_way",
    "This token is for the other way: one kind is sent with a request, the other stands in an address "
    "that agents open.",
)


class UnknownLinkError(RequestError):
    """Who tells of a call is not known, or no longer."""


def make_link(link: PhoneLink, *, by: User) -> str:
    """Keep a new link; gives the text of its token, which nobody sees again."""
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    link.prefix, link.digest = prefix, _digest(secret)
    with acting(by):
        link.save()
    return f"{BEGIN}{prefix}_{secret}"


def link_of(text: str, way: PhoneLink.Way) -> PhoneLink:
    """The link of this token.

    Raises:
        UnknownLinkError: it is not known, revoked, or for the other way.
    """
    parts = _FORM.fullmatch(text)
    link = PhoneLink.objects.filter(prefix=parts[1], revoked_at=None).first() if parts else None
    if parts is None or link is None or not compare_digest(_digest(parts[2]), link.digest):
        raise UnknownLinkError(NO_SUCH_LINK())
    if link.way != way:
        raise UnknownLinkError(OTHER_WAY())
    return link


def revoke(link: PhoneLink, *, by: User) -> None:
    """Let a link never be used again; its calls stay."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        with acting(by):
            link.save(update_fields=["revoked_at"])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
