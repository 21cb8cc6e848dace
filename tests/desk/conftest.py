"""A desk of the tests: a phone system that tells of calls, and Anna who takes them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.scaffold.cast import Cast
from willet.desk.domain.disposing import Ending, dispose
from willet.desk.domain.events import read_event
from willet.desk.domain.statements import newest
from willet.desk.domain.taking import take_event
from willet.desk.domain.tokens import make_link
from willet.desk.models import Disposition, Leg, PhoneLink, Solved
from willet.people.models import User


@dataclass(frozen=True)
class Phones:
    """A phone system with its token; `send` posts an event of Anna's call 1, changed as said."""

    link: PhoneLink
    token: str

    def send(self, token: str | None = None, **changed: Any) -> Any:
        event = {"call_id": "1.1", "agent": "Anna W", "state": "connected", **changed}
        shown = self.token if token is None else token
        headers = {"Authorization": f"Bearer {shown}"}
        return Client(SERVER_NAME="localhost").post("/desk/events/", event, headers=headers)

    def tell(self, **changed: Any) -> Leg:
        """The same without the way through the server."""
        event = {"call_id": "1.1", "agent": "Anna W", "state": "connected", **changed}
        return take_event(read_event(event), self.link)


@pytest.fixture
def phones(cast: Cast) -> Phones:
    """The phone system `asterisk`."""
    return phones_of(cast)


def phones_of(cast: Cast, **fields: Any) -> Phones:
    link = PhoneLink(
        **{"name": "PBX", "source": "asterisk", "way": PhoneLink.Way.REQUEST, **fields}
    )
    return Phones(link, make_link(link, by=cast.administrator))


Say = Callable[..., Disposition]


@pytest.fixture
def say() -> Say:
    """Say how a leg ended, on what was said before unless `known` is given."""

    def said(leg: Leg, resolved: str = "yes", by: User | None = None, **more: Any) -> Disposition:
        before = newest(leg)
        known = more.pop("known", before.revision if before else 0)
        speaker = by or leg.person
        assert speaker is not None
        fresh = Leg.objects.get(pk=leg.pk)
        return dispose(fresh, Ending(Solved(resolved), **more), by=speaker, known=known)

    return said


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
