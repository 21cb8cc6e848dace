"""Becoming the first administrator: one person does, however many try at once."""

import re
from typing import Final

from django.db import transaction

from willet.core.records import RequestError, saying
from willet.people.domain import add_person
from willet.people.models import Role, User
from willet.people.opening.key import somebody_administers
from willet.store.turns import take_turn

TAKEN = saying(
    "installation_taken", "Somebody is the administrator already. Ask them for an invitation."
)
PLACEHOLDER: Final = "administrator"
"""The account that installations of before made for whoever would come first."""
_LONGEST = 60
_NOT_IN_A_NAME: Final = re.compile(r"[^\w.@+-]+")
"""What an address may hold before its @ and a user name may not."""
_NAMELESS: Final = "person"


@transaction.atomic
def take_installation(*, name: str, email: str, password: str, language: str = "") -> User:
    """Make this person the administrator of an installation that has none.

    Args:
        language: In which they are written to.

    Raises:
        RequestError: somebody was quicker.
        ValidationError: the address is taken.
    """
    take_turn("administrators")
    if somebody_administers():
        raise RequestError(TAKEN())
    User.objects.filter(username=PLACEHOLDER, email=f"{PLACEHOLDER}@willet.invalid").delete()
    return add_person(
        free_username(email),
        email=email,
        name=name,
        role=Role.ADMINISTRATOR,
        language=language,
        password=password,
    )


def free_username(email: str) -> str:
    """A user name nobody has, by what stands before the @; what a name may not hold becomes a dash."""
    local = User.normalize_username(email.partition("@")[0])
    stem = _NOT_IN_A_NAME.sub("-", local).strip("-")[:_LONGEST] or _NAMELESS
    count, name = 1, stem
    while User.objects.filter(username__iexact=name).exists():
        count += 1
        name = f"{stem[: _LONGEST - len(str(count)) - 1]}-{count}"
    return name
