"""Workers that race for invitations of one person, and the rule they must keep, from its definition.

Two customer keys, an even one and the next, are one person: the number and the mail address they go by.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tests.scaffold.racing import Racers

Row = list[object]

PLANT = """
import random
from datetime import UTC, datetime, timedelta
from willet.levers.surveys.models import Invitation, Wave
from willet.people.domain import add_person

def plant(count, customers, span_days, rests, seed):
    dice = random.Random(seed)
    owner = add_person("marit", email="marit@willet.example", role="manager")
    waves = [
        Wave.objects.create(name=f"rests {days}", company="Acme", owner=owner, state="running", quarantine_days=days)
        for days in rests
    ]
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    Invitation.objects.bulk_create(
        Invitation(
            wave=dice.choice(waves), contact_id=f"c{number}", customer_key=str(dice.randrange(customers)),
            arrived_at=begin, language="en", inclusion_p=1.0,
            due_at=begin + timedelta(seconds=dice.randrange(span_days * 86_400)),
        )
        for number in range(count)
    )
"""
CLAIM = """
import time
from django.db import OperationalError
from willet.levers.surveys.domain.claiming import NotNowError, claim
from willet.levers.surveys.domain.resting import mark_of_key
from willet.levers.surveys.models import Invitation

def ask(workers, mailboxes):
    # Two workers want each invitation, and each goes its own way through them.
    mine = [i for place, i in enumerate(Invitation.objects.select_related("wave").order_by("pk"))
            if number in (place % workers, (place + 3) % workers)]
    random.shuffle(mine)
    sent = 0
    for invitation in mine:
        person = int(invitation.customer_key) // 2
        keys = [mark_of_key(str(key)) for key in (2 * person, 2 * person + 1)]
        sent += claimed(invitation, keys, f"mailbox {person % mailboxes}")
    print(sent)

def claimed(invitation, keys, mailbox):
    while True:
        try:
            claim(invitation, [*keys, mailbox], now=invitation.due_at, address_mark=mailbox)
            return 1
        except NotNowError:
            return 0
        except OperationalError:
            # SQLite lets one writer in after another, and not in turn: a job that waited too long is tried again.
            time.sleep(random.random())
"""
READ = """
import json
print(json.dumps([
    [i.customer_key, i.address_mark, i.state, i.due_at.timestamp(), i.wave.quarantine_days]
    for i in Invitation.objects.select_related("wave")
]))
"""


@dataclass(frozen=True)
class RaceOutcome:
    """What came of one race."""

    sent: int
    held: int
    broken: int
    for_nothing: int
    took_s: float


def judged(workers: Racers, claimed: list[int], took_s: float, *, mailboxes: int) -> RaceOutcome:
    """What came of a race, by the definition of the rule over what was sent."""
    rows = json.loads(workers.alone(READ))
    sent = [row for row in rows if row[2] == "sending"]
    held = [row for row in rows if row[2] == "held"]
    assert len(sent) == sum(claimed), "an invitation went twice, or its claim was lost"
    assert len(sent) + len(held) == len(rows)
    broken = sum(
        _too_close(one, other)
        for group in _by_name(sent, mailboxes).values()
        for one, other in _pairs(group)
    )
    near = _by_name(sent, mailboxes)
    for_nothing = sum(not _has_reason(row, near, mailboxes) for row in held)
    return RaceOutcome(len(sent), len(held), broken, for_nothing, took_s)


def _by_name(rows: list[Row], mailboxes: int) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for name in _names(row, mailboxes):
            groups.setdefault(name, []).append(row)
    return groups


def _names(row: Row, mailboxes: int) -> tuple[str, str]:
    person = int(str(row[0])) // 2
    return f"person {person}", f"mailbox {person % mailboxes}"


def _pairs(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    for place, one in enumerate(rows):
        for other in rows[place + 1 :]:
            yield one, other


def _too_close(one: Row, other: Row) -> bool:
    gap_s = abs(float(str(one[3])) - float(str(other[3])))
    return gap_s < max(int(str(one[4])), int(str(other[4]))) * 86_400


def _has_reason(row: Row, near: dict[str, list[Row]], mailboxes: int) -> bool:
    """Somebody of the customer or mailbox was asked too near; or later than this one, for workers run ahead."""
    others = [other for name in _names(row, mailboxes) for other in near.get(name, ())]
    return any(_too_close(row, o) or float(str(o[3])) > float(str(row[3])) for o in others)
