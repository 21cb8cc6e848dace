"""Processes race for one thing, in SQLite and in PostgreSQL: each limit and each claim holds to the very number."""

from tests.scaffold.racing import race, run


def test_many_guesses_at_one_moment_are_not_all_let_through(rooms: dict[str, str]) -> None:
    printed = race(
        rooms,
        imports="from willet.people.signin.attempts import Visitor, reserve",
        race="print(sum(reserve(Visitor('anna', 'here')) is not None for _ in range(60)))",
    )

    assert sum(map(int, printed)) == 5


def test_administrators_who_send_each_other_away_leave_one(rooms: dict[str, str]) -> None:
    run(rooms, ADMINISTRATORS)

    printed = race(rooms, imports=DISMISSING, race="dismiss()")

    left = (
        "from willet.people.models import User; print(User.objects.filter(is_active=True).count())"
    )
    assert run(rooms, left) == "1\n"
    assert sum(map(int, printed)) >= 39


ADMINISTRATORS = """
from willet.people.domain import add_person
for i in range(40):
    add_person(f"person{i}", email=f"person{i}@willet.example", role="administrator")
"""
DISMISSING = """
from willet.people.domain import LastAdministratorError, deactivate
from willet.people.models import User

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


def test_claim_by_compare_and_set_is_won_once(rooms: dict[str, str]) -> None:
    """1,000 rows, three processes after each of them at once: each row has one winner."""
    run(rooms, ROWS)

    printed = race(rooms, imports=CLAIMING, race="claim()")

    won = [row for lines in printed for row in lines.split()]
    assert len(won) == len(set(won)) == 1000


ROWS = """
from willet.imports.models import SavedMapping
SavedMapping.objects.bulk_create(SavedMapping(name=f"{i:04}", text="open") for i in range(1000))
"""
CLAIMING = """
from willet.imports.models import SavedMapping

def claim():
    for name in [f"{i:04}" for i in range(1000)]:
        if SavedMapping.objects.filter(name=name, text="open").update(text=str(number)):
            print(name)
"""


def test_entries_of_the_activity_are_chained_one_after_another(rooms: dict[str, str]) -> None:
    """Three processes append at once: no number twice, none left out, and the chain holds."""
    race(rooms, imports=RECORDING, race="append()")

    assert run(rooms, VERIFIED) == "300 1 300 True\n"


RECORDING = """
from willet.activity.domain.recording import Subject, record
from willet.activity.models import Act

def append():
    for i in range(100):
        record(Act.DONE, Subject("test.thing", f"{number}-{i}"))
"""
VERIFIED = """
from willet.activity.domain.verifying import verify
from willet.activity.models import ActivityEntry
numbers = sorted(ActivityEntry.objects.filter(kind="test.thing").values_list("number", flat=True))
print(len(numbers), numbers[0], numbers[-1], verify().holds)
"""


def test_processes_that_start_together_make_one_database(rooms: dict[str, str]) -> None:
    printed = race(rooms, imports=COUNTED, race="print(User.objects.count())")

    assert printed == ["0\n"] * 3


COUNTED = "from willet.people.models import User"
