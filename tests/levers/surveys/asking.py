"""A wave over the small lake, and customers of it whose addresses the vault has."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.scaffold.vaulted import fill
from willet.core.sources.contract import KeptPerson
from willet.figures.domain.asking import Reading, read_lake
from willet.levers.surveys.domain.drawing import draw
from willet.levers.surveys.domain.links import token_of
from willet.levers.surveys.models import Invitation, Wave
from willet.people.models import User
from willet.people.visibility import OPEN

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
"""A day after the last call of the small lake."""
PUBLIC = "https://ask.willet.example"


def a_wave(owner: User, **values: Any) -> Wave:
    """A wave that runs since before the first call, of everybody, about calls of any age."""
    known = {
        "name": f"wave {uuid4().hex[:6]}",
        "company": "Acme",
        "owner": owner,
        "state": Wave.State.RUNNING,
        "started_at": BEGIN,
        "within_days": 60,
        "seed": "seed",
    }
    return Wave.objects.create(**{**known, **values})


def an_invitation(wave: Wave, **values: Any) -> Invitation:
    """One that was sent now, unless other values say otherwise."""
    now = values.pop("now", datetime.now(UTC))
    known = {
        "wave": wave,
        "contact_id": f"table:{uuid4().hex[:8]}",
        "customer_key": "7",
        "arrived_at": now - timedelta(days=2),
        "language": "en",
        "inclusion_p": 1.0,
        "drawn_at": now,
        "due_at": now,
        "state": Invitation.State.SENT,
        "sent_at": now,
        "delivered_at": now,
        "expires_at": now + timedelta(days=14),
        "revision": 1,
    }
    return Invitation.objects.create(**{**known, **values})


def reading() -> Reading:
    """The lake as work without a reader sees it."""
    state = read_lake(OPEN)
    assert state is not None
    return state


def keys() -> dict[str, str]:
    """Contact -> the key of its customer, in digits."""
    rows = reading().whole.rows("SELECT contact_id, customer_key FROM contacts")
    return {contact: "" if key is None else str(key) for contact, key in rows}


def keep(*customers: tuple[str, str, str]) -> None:
    """Put customers into the vault: key, number, address."""
    day = date(2026, 3, 1)
    fill([KeptPerson(int(k), number, mail, "consent", day, day) for k, number, mail in customers])


def drawn(wave: Wave, now: datetime = NOW) -> list[Invitation]:
    """Draw, and give the wave's invitations in the order of their contacts."""
    draw(wave, reading(), now)
    return list(wave.invitations.order_by("contact_id"))


def path_of(invitation: Invitation, page: str = "") -> str:
    """The address of a customer's page on the public listener."""
    return f"/s/{token_of(invitation)}/{page}"
