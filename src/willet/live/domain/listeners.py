"""Who listens, and whether they still may: the session lives, and the person is as they were when they began."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from willet.people.models import User

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Listener:
    """One browser of one person, as they were when the stream began."""

    person: int
    session: str
    role: str
    secret: str
    """What the session is sealed with: another after a new password."""


def listener_of(request: HttpRequest) -> Listener:
    """Whoever asks."""
    person = request.user
    assert isinstance(person, User), "a page is for people who signed in"
    key = request.session.session_key or ""
    return Listener(person.pk, key, person.role, person.get_session_auth_hash())


def still_there(listeners: Iterable[Listener]) -> dict[Listener, User]:
    """Those who may go on listening, with the person as they are now."""
    kept: dict[Listener, User] = {}
    everybody = iter(set(listeners))
    while some := list(islice(everybody, _AT_ONCE)):
        kept |= dict(_still_there(some))
    return kept


def _still_there(listeners: list[Listener]) -> Iterator[tuple[Listener, User]]:
    keys = [listener.session for listener in listeners]
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    sessions = set(alive.values_list("session_key", flat=True))
    people = User.objects.filter(is_active=True).in_bulk(
        [listener.person for listener in listeners]
    )
    for listener in listeners:
        person = people.get(listener.person)
        if person is not None and listener.session in sessions and _is_as_before(person, listener):
            yield listener, person


def _is_as_before(person: User, listener: Listener) -> bool:
    return (person.role, person.get_session_auth_hash()) == (listener.role, listener.secret)
