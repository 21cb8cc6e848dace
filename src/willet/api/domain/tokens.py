"""Tokens made, shown once, recognised at every request, and revoked."""

import hashlib
import re
import secrets
from collections.abc import Collection
from datetime import timedelta
from hmac import compare_digest
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from willet.activity.actors import acting
from willet.api.models import AccessToken
from willet.core.records import RequestError, Saying, saying
from willet.people.models import User
from willet.store.turns import take_turn
from willet.ui.endpoints import Scope

BEGIN: Final = "wlt_"
"""What every token begins with, so that a search for forgotten ones finds it."""
USUAL_DAYS, MOST_DAYS, MOST_OPEN = 90, 366, 20
USED_EVERY: Final = timedelta(minutes=5)
"""How exactly the last use is kept: a row written at every request would cost more than the request."""
_FORM = re.compile(r"wlt_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")

NO_SUCH_TOKEN = saying(
    "no_such_token",
    "This token is not known. Make one on the page of your profile, and send it as “Authorization: Bearer …”.",
)
TOKEN_REVOKED = saying("token_revoked", "This token was revoked. Make another one.")
TOKEN_EXPIRED = saying("token_expired", "This token expired on %(date)s. Make another one.")
PERSON_GONE = saying(
    "token_person_gone", "The account that this token belongs to is closed. Nothing is open to it."
)
OTHER_ROLE = saying(
    "token_other_role",
    "The account that this token belongs to has another role now. Revoke it and make another one.",
)
TOO_LONG = saying(
    "token_too_long", "A token is valid for %(most)s days at most, and for one at least."
)
NO_SCOPE = saying("token_without_scope", "A token must be allowed something. Choose at least one.")
TOO_MANY_TOKENS = saying(
    "too_many_tokens", "You have %(most)s tokens. Revoke one that you no longer need."
)


class NoTokenError(RequestError):
    """Who asks is not known, or no longer; nothing is open to them."""


@transaction.atomic
def make_token(
    person: User, name: str, *, scopes: Collection[Scope], days: int = USUAL_DAYS
) -> tuple[AccessToken, str]:
    """A new token, and its text, which nobody sees again.

    Args:
        person: Whose rights it has.
        name: What it is for.
        scopes: What it may be used for.
        days: How long it is valid.

    Raises:
        RequestError: it would be allowed nothing or be valid for too long, or the person has too many.
    """
    if not scopes:
        raise RequestError(NO_SCOPE())
    if not 1 <= days <= MOST_DAYS:
        raise RequestError(TOO_LONG(most=MOST_DAYS))
    take_turn(f"tokens of {person.pk}")
    if sum(token.is_open for token in tokens_of(person)) >= MOST_OPEN:
        raise RequestError(TOO_MANY_TOKENS(most=MOST_OPEN))
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    token = AccessToken(
        person=person,
        role=person.role,
        name=name,
        prefix=prefix,
        digest=_digest(secret),
        scopes=sorted(scopes),
        expires_at=timezone.now() + timedelta(days=days),
    )
    token.save(force_insert=True)
    return token, f"{BEGIN}{prefix}_{secret}"


def token_named(text: str) -> AccessToken:
    """The token of this text, once its person may still use it; they are looked up anew each time.

    Raises:
        NoTokenError: it is not known, revoked or expired, or its person has left or has another role.
    """
    parts = _FORM.fullmatch(text)
    token = _of_prefix(parts[1]) if parts else None
    if parts is None or token is None or not compare_digest(_digest(parts[2]), token.digest):
        raise NoTokenError(NO_SUCH_TOKEN())
    _refuse_closed(token)
    return token


def note_use(token: AccessToken) -> None:
    """Keep that it was used, to within some minutes."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USED_EVERY:
        token.last_used_at = now
        token.save(update_fields=["last_used_at"])


def revoke(token: AccessToken, *, by: User) -> None:
    """Let a token never be used again; one that is revoked stays so."""
    with transaction.atomic(), acting(by):
        take_turn(f"tokens of {token.person_id}")
        token.refresh_from_db()
        if token.revoked_at is None:
            token.revoked_at = timezone.now()
            token.save(update_fields=["revoked_at"])


def tokens_of(person: User) -> QuerySet[AccessToken]:
    """A person's tokens, the newest first."""
    return AccessToken.objects.filter(person=person)


def _of_prefix(prefix: str) -> AccessToken | None:
    return AccessToken.objects.select_related("person").filter(prefix=prefix).first()


def _refuse_closed(token: AccessToken) -> None:
    if token.revoked_at is not None:
        raise NoTokenError(TOKEN_REVOKED())
    if not token.is_open:
        raise NoTokenError(TOKEN_EXPIRED(date=token.expires_at.date().isoformat()))
    for is_so, why in _of_person(token):
        if is_so:
            raise NoTokenError(why())


def _of_person(token: AccessToken) -> list[tuple[bool, Saying]]:
    person = token.person
    return [(not person.is_active, PERSON_GONE), (person.role != token.role, OTHER_ROLE)]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
