"""The one address at which whoever started the product becomes its administrator, while there is none."""

from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

from willet.people.models import User

_SALT: Final = "willet.people.opening"


def opening_path() -> str | None:
    """The address, valid for three days, where nobody administers this installation; None where somebody does.

    It is printed where the product is started, so that only who may do that can take the installation. It is void
    for good once somebody did.
    """
    if somebody_administers():
        return None
    return reverse("people:opening", args=[signing.dumps("first", salt=_SALT)])


def opens(key: str) -> bool:
    """Whether this key was made here, within the last three days, and is still needed."""
    try:
        signing.loads(key, salt=_SALT, max_age=settings.PASSWORD_RESET_TIMEOUT)
    except signing.BadSignature:
        return False
    return not somebody_administers()


def somebody_administers() -> bool:
    """Whether an administrator can sign in."""
    return User.objects.administrators().exists()


def somebody_can_sign_in() -> bool:
    """Whether anybody at all can."""
    return User.objects.able().exists()
