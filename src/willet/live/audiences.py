"""For whom an event is: one person, or whoever holds a permission."""

from typing import Any

from willet.people.models import User

_PERSON = "person:"


def only(person: User | None) -> str:
    """This person alone; without one nobody."""
    return f"{_PERSON}{person.pk if person else ''}"


def hears(person: Any, audience: str) -> bool:
    """Whether an event for `only(...)` or for a permission is for this person; one for nobody named is for nobody."""
    if audience.startswith(_PERSON):
        return audience == only(person)
    return bool(audience) and bool(person.has_perm(audience))
