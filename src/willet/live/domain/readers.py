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
class Reader:
    """One browser of one person, as they were when the stream began."""

    person: int
    session: str
    role: str
    secret: str
    """What the session is sealed with: another after a new password."""


def reader_of(request: HttpRequest) -> Reader:
    """Whoever asks."""
    person = request.user
    assert isinstance(person, User), "a page is for people who signed in"
    key = request.session.session_key or ""
    return Reader(person.pk, key, person.role, person.get_session_auth_hash())


def still_there(readers: Iterable[Reader]) -> dict[Reader, User]:
    """Those who may go on listening, with the person as they are now."""
    kept: dict[Reader, User] = {}
    everybody = iter(set(readers))
    while some := list(islice(everybody, _AT_ONCE)):
        kept.update(_still_there(some))
    return kept


def _still_there(readers: list[Reader]) -> Iterator[tuple[Reader, User]]:
    keys = [reader.session for reader in readers]
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    sessions = set(alive.values_list("session_key", flat=True))
    people = User.objects.filter(is_active=True).in_bulk([reader.person for reader in readers])
    for reader in readers:
        person = people.get(reader.person)
        if person is not None and reader.session in sessions and _is_as_before(person, reader):
            yield reader, person


def _is_as_before(person: User, reader: Reader) -> bool:
    return (person.role, person.get_session_auth_hash()) == (reader.role, reader.secret)
