"""Processes race for one thing, in SQLite and in PostgreSQL: each limit and each claim holds to the very number."""

from tests.levers.surveys import resting
from tests.scaffold.racing import Racers, racers


def test_what_is_for_one_is_won_by_one(new_rooms: dict[str, str]) -> None:
    """One trio of processes, for a start costs more than a race. They begin together in a home that is not there yet,
    so that each of them finds the database made, once.
    """
    with racers(new_rooms) as trio:
        assert trio.race(COUNTED) == ["0\n"] * 3
        guesses_at_one_moment(trio)
        administrators_who_send_each_other_away(trio)
        claims_by_compare_and_set(trio)
        entries_of_the_activity(trio)
        requests_within_one_minute(trio)
        customers_who_rest(trio)
        calls_that_ask_at_one_moment(trio)


def customers_who_rest(trio: Racers) -> None:
    """Ninety invitations of three waves to five persons of two keys each, within sixty days: never too near.

    Each is asked once at least.
    """
    trio.alone(resting.PLANT)
    trio.alone("plant(90, 10, 60, (7, 30, 60), 1)")
    trio.race(resting.CLAIM)

    claimed = [int(printed) for printed in trio.race("ask(3, 8)")]

    outcome = resting.judged(trio, claimed, 0.0, mailboxes=8)
    assert (outcome.broken, outcome.for_nothing) == (0, 0)
    assert outcome.sent >= 5
    assert outcome.sent + outcome.held == 90


def calls_that_ask_at_one_moment(trio: Racers) -> None:
    """A dialplan asks of each of thirty calls three times at once: one invitation each, and all three hear the same."""
    trio.alone(PHONE_WAVE)

    printed = trio.race(ASKING)

    assert printed == ["1" * 30 + "\n"] * 3
    assert trio.alone(INVITED) == "[('sent', 30)]\n"


PHONE_WAVE = """
from willet.levers.surveys.models import Wave
from willet.people.models import User
Wave.objects.create(name="by phone", company="Acme", owner=User.objects.get(username="marit"), state="running",
    channel="ivr", quarantine_days=60)
"""
ASKING = """
from django.utils import timezone
from willet.levers.surveys.domain.phoning import CallToAsk, is_asked
from willet.levers.surveys.models import Wave

def hear(number):
    call = CallToAsk("asterisk", f"{number}.1", number=f"+316123450{number:02}")
    return int(is_asked(Wave.objects.get(channel="ivr"), call, now=timezone.now()))

print("".join(str(hear(number)) for number in range(30)))
"""
INVITED = """
from collections import Counter
from willet.levers.surveys.models import Invitation
print(sorted(Counter(Invitation.objects.filter(wave__channel="ivr").values_list("state", flat=True)).items()))
"""
COUNTED = "from willet.people.models import User\nprint(User.objects.count())"


def guesses_at_one_moment(trio: Racers) -> None:
    """Of 180 wrong passwords at once five are looked at."""
    trio.race("from willet.people.signin.attempts import Visitor, reserve")

    printed = trio.race(
        "print(sum(reserve(Visitor('anna', 'here')) is not None for _ in range(60)))"
    )

    assert sum(map(int, printed)) == 5


def administrators_who_send_each_other_away(trio: Racers) -> None:
    """Forty of them, each process after all: one stays."""
    trio.race(DISMISSING)
    trio.alone(ADMINISTRATORS)

    printed = trio.race("dismiss()")

    assert trio.alone("print(User.objects.filter(is_active=True).count())") == "1\n"
    assert sum(map(int, printed)) >= 39


ADMINISTRATORS = """
from willet.people.domain import add_person
for i in range(40):
    add_person(f"person{i}", email=f"person{i}@willet.example", role="administrator")
User.objects.update(password="any")
"""
DISMISSING = """
from willet.people.domain import LastAdministratorError, deactivate

def dismiss():
    everybody = list(User.objects.all())
    random.shuffle(everybody)
    done = 0
    for person in everybody:
        try:
            deactivate(person)
            done += 1
        except LastAdministratorError:
            pass
    print(done)
"""


def claims_by_compare_and_set(trio: Racers) -> None:
    """1,000 rows, three processes after each of them at once: each row has one winner."""
    trio.race("from willet.imports.models import SavedMapping")
    trio.alone(ROWS)

    printed = trio.race(CLAIM)

    won = [row for lines in printed for row in lines.split()]
    assert len(won) == len(set(won)) == 1000


ROWS = 'SavedMapping.objects.bulk_create(SavedMapping(name=f"{i:04}", text="open") for i in range(1000))'
CLAIM = """
for i in range(1000):
    if SavedMapping.objects.filter(name=f"{i:04}", text="open").update(text=str(number)):
        print(f"{i:04}")
"""


def entries_of_the_activity(trio: Racers) -> None:
    """Three processes append at once: no number twice, none left out, and the chain holds."""
    before = int(trio.alone(LAST))

    trio.race(APPEND)

    assert trio.alone(VERIFIED) == f"300 {before + 1} {before + 300} True\n"


LAST = """
from willet.activity.models import ActivityEntry
print(ActivityEntry.objects.count())
"""
APPEND = """
from willet.activity.domain.recording import Subject, record
from willet.activity.models import Act
for i in range(100):
    record(Act.DONE, Subject("test.thing", f"{number}-{i}"))
"""
VERIFIED = """
from willet.activity.domain.verifying import verify
numbers = sorted(ActivityEntry.objects.filter(kind="test.thing").values_list("number", flat=True))
print(len(numbers), numbers[0], numbers[-1], verify().holds)
"""


def requests_within_one_minute(trio: Racers) -> None:
    """Of 120 requests of one token at one moment fifty are let through; the clock of all stands still for it."""
    trio.race(CLOCK)

    printed = trio.race("print(sum(wait_s('token 1', PerMinute(50)) == 0 for _ in range(40)))")

    assert sum(map(int, printed)) == 50


CLOCK = """
from datetime import UTC, datetime
from django.utils import timezone
from willet.api.domain.limits import PerMinute, wait_s
noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
timezone.now = lambda: noon
"""
