"""The session of a real Asterisk told to the desk: every event taken, every call joined to its record."""

import gzip
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk.conftest import Phones, Say
from tests.scaffold.desk import joins_of, rows_of
from willet.core.intake import import_files, land_rows
from willet.core.records import RequestError
from willet.desk.domain.events import read_event
from willet.desk.domain.taking import take_event
from willet.desk.facts import outcomes_since
from willet.desk.models import Leg, PhoneCall
from willet.people.domain import add_person
from willet.people.models import Role

STATES = {
    "AgentCalled": "ringing",
    "AgentRingNoAnswer": "ended",
    "AgentConnect": "connected",
    "AgentComplete": "ended",
}
Event = dict[str, str]


def spoken(recorded: Path) -> Iterator[Event]:
    """What a manager of the phone system heard, each event as its fields."""
    text = gzip.decompress(recorded.read_bytes()).decode("utf-8", "replace").replace("\r", "")
    for block in text.split("\n\n"):
        yield dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)


def told(recorded: Path) -> list[Event]:
    """The same as a dialplan tells the desk."""
    return [
        {
            "call_id": event.get("Uniqueid", ""),
            "leg": event.get("DestUniqueid", ""),
            "agent": event["MemberName"],
            "number": event.get("CallerIDNum", ""),
            "queue": event["Queue"],
            "state": STATES[event["Event"]],
            "at": event["Timestamp"],
        }
        for event in spoken(recorded)
        if event.get("Event") in STATES
    ]


def take(phones: Phones, events: list[Event]) -> int:
    """Tell all of it; how many events were refused."""
    refused = 0
    for event in events:
        now = datetime.fromtimestamp(float(event["at"]), UTC)
        try:
            take_event(read_event(event, now=now), phones.link)
        except RequestError:
            refused += 1
    return refused


@pytest.fixture
def asterisk(shared_data: Path) -> Path:
    return shared_data / "asterisk"


def states() -> Counter[str]:
    return Counter(leg.state for leg in Leg.objects.all())


@pytest.mark.proof
def test_session_told_twice_in_any_order_joins_every_call(
    phones: Phones, say: Say, asterisk: Path, home: Path
) -> None:
    events = told(asterisk / "ami.raw.gz")
    for name in {event["agent"] for event in events}:
        username = f"a{abs(hash(name))}"
        add_person(username, email=f"{username}@x.example", role=Role.AGENT, agent=name)
    shuffled = events + events
    random.Random(20261129).shuffle(shuffled)

    refused = take(phones, shuffled)
    connected = Leg.objects.filter(connected_at__isnull=False)
    for leg in connected.select_related("person"):
        say(leg, "yes")
    land_rows(home / "lake", [], marks={})
    import_files(
        home / "lake", "asterisk", [asterisk / "queue_log.0", asterisk / "queue_log"], zone="UTC"
    )
    land_rows(home / "lake", list(outcomes_since(None)), marks={})

    # Counted in the recording: 106 phones rang and 84 were taken; 8 ends unanswered, 83 ends of talks, and one that
    # the phone system told of without any id, twice.
    assert refused == 2
    assert (Leg.objects.count(), connected.count(), states()["ended"]) == (106, 84, 91)
    calls = PhoneCall.objects.filter(revision__gt=0).count()
    joins = joins_of(home / "lake")
    assert Counter(state for state, _contact in joins.values()) == {"joined": calls}
    known = known_ids(home / "lake")
    wrong = [
        (row_id, contact)
        for row_id, (_state, contact) in joins.items()
        if (contact, PhoneCall.objects.get(pk=row_id).call_id) not in known
    ]
    assert wrong == []


def known_ids(lake: Path) -> set[tuple[str, str]]:
    sql = """SELECT contact_id, call_id FROM call_ids
        UNION SELECT contact_id, substr(contact_id, 10) FROM contacts"""
    return set(rows_of(lake, sql))
