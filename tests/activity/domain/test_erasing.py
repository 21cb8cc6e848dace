"""Entries kept long enough or that name somebody erased are emptied; the chain holds, and that it was done stays."""

from datetime import UTC, date, datetime

import pytest

from willet.activity.actors import Actor
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.domain.erasing import age, forget
from willet.activity.domain.verifying import ITSELF, verify
from willet.activity.models import Act, ActivityEntry
from willet.core.lake.erased import Forgotten, Tombstone, hash_of

pytestmark = pytest.mark.django_db
ANN = Actor("person", "7", "Ann", "manager")


@pytest.mark.parametrize(
    ("up_to", "emptied"),
    [(date(2026, 2, 28), 0), (date(2026, 3, 1), 1), (date(2026, 3, 2), 2), (date(2026, 3, 9), 2)],
)
def test_entries_up_to_a_day_are_emptied(
    monkeypatch: pytest.MonkeyPatch, up_to: date, emptied: int
) -> None:
    for day in (1, 2):
        moment = datetime(2026, 3, day, 23, 59, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        change = FieldChange("name", "name", "a", "b")
        record(Act.CHANGED, Subject("people.team", "1", "North"), fields=[change], by=ANN)
    monkeypatch.undo()

    assert age(up_to) == emptied

    first, second = ActivityEntry.objects.order_by("number")[:2]
    assert [e.who_name for e in (first, second)].count("") == emptied
    assert (first.act, first.kind, second.act) == ("changed", "people.team", "changed")
    assert (verify().holds, verify().erased) == (True, emptied)


def test_aging_once_more_changes_nothing() -> None:
    record(Act.ADDED, Subject("people.team", "1", "North"), by=ANN)
    tomorrow = date(2999, 1, 1)

    assert age(tomorrow) == 1
    before = ActivityEntry.objects.count()

    assert (age(date(2020, 1, 1)), ActivityEntry.objects.count()) == (0, before)
    assert verify().holds


def test_days_that_were_emptied_are_not_counted_again() -> None:
    record(Act.ADDED, Subject("people.team", "1", "North"), by=ANN)
    ActivityEntry.objects.update(at=datetime(2026, 3, 1, 12, tzinfo=UTC))

    assert [age(date(2026, 3, 9)) for _ in range(2)] == [1, 0]
    assert ActivityEntry.objects.count() == 2


SALT = "s"
LINA = Tombstone("agent", hash_of("Lina", SALT), "2026-12-31", "former-1")
CALL = Tombstone("contact", hash_of("table:c01", SALT), "2026-12-31", "2026-03-01T09:00:00")
KEY = Tombstone("key", hash_of("77", SALT), "2026-12-31")
GONE = Forgotten.of([LINA, CALL, KEY], SALT)
Parts = tuple[str, str, str, str, int]


def _stands(entry: ActivityEntry) -> Parts:
    return entry.who_id, entry.who_name, entry.thing_id, entry.thing_name, len(entry.fields)


CASES: dict[str, tuple[Subject, Actor, tuple[str, str], Parts | None]] = {
    # entry: who, the thing, what was and is; then what stands of it afterwards, None where nothing is touched
    "speaks of nobody": (Subject("people.team", "1", "North"), ANN, ("a", "b"), None),
    "a contact of theirs": (
        *(Subject("contact", "table:c01", "table:c01"), ANN, ("a", "b")),
        ("7", "Ann", "table:c01", "table:c01", 0),
    ),
    "a case that began with it": (
        *(Subject("case", "table:c01", ""), ANN, ("a", "b")),
        ("7", "Ann", "table:c01", "", 0),
    ),
    "a contact of somebody else": (Subject("contact", "table:c02", ""), ANN, ("a", "b"), None),
    "another kind of the same id": (
        *(Subject("people.team", "table:c01", "x"), ANN, ("a", "b")),
        None,
    ),
    "named in what was": (
        *(Subject("people.team", "1", "North"), ANN, ("Lina", "b")),
        ("7", "Ann", "1", "North", 0),
    ),
    "named in what is": (
        *(Subject("people.team", "1", "North"), ANN, ("a", "Lina")),
        ("7", "Ann", "1", "North", 0),
    ),
    "named in the query of an address": (
        *(Subject("page", "1", "x"), ANN, ("", "/calls/?agent=%4cina")),
        ("7", "Ann", "1", "x", 0),
    ),
    "their place in the vault": (
        *(Subject("vault.vaultentry", "77", "a name"), ANN, ("a", "b")),
        ("7", "Ann", "", "", 1),
    ),
    "the place of somebody else": (
        *(Subject("vault.vaultentry", "78", "x"), ANN, ("a", "b")),
        None,
    ),
    "a number of the vault that is none": (
        *(Subject("vault.vaultentry", "", "x"), ANN, ("a", "b")),
        None,
    ),
    "a team of the same number": (Subject("people.team", "77", "x"), ANN, ("a", "b"), None),
    "a thing of their name": (
        *(Subject("people.user", "9", "Lina"), ANN, ("a", "b")),
        ("7", "Ann", "9", "former-1", 1),
    ),
    "they did it": (
        *(Subject("people.team", "1", "North"), Actor("person", "9", "Lina", "agent")),
        *(("a", "b"), ("9", "former-1", "1", "North", 1)),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_entries_say_of_the_forgotten_goes_and_nothing_else(case: str) -> None:
    thing, by, (was, now), wanted = CASES[case]
    record(Act.CHANGED, thing, fields=[FieldChange("name", "name", was, now)], by=by)
    before = ActivityEntry.objects.get()

    count = forget(GONE)

    first, *rest = ActivityEntry.objects.order_by("number")
    assert count == (0 if wanted is None else 1)
    assert _stands(first) == (wanted or _stands(before))
    assert (first.act, first.kind, first.at, first.link) == (
        *(before.act, before.kind),
        *(before.at, before.link),
    )
    assert verify().holds
    said = [(e.act, e.kind, [c["is"] for c in e.fields]) for e in rest]
    assert said == ([] if wanted is None else [(Act.ERASED, ITSELF, [[first.number]])])


def test_forgotten_once_more_changes_nothing() -> None:
    record(Act.CHANGED, Subject("people.user", "9", "Lina"), by=ANN)
    assert forget(GONE) == 1
    before = list(ActivityEntry.objects.order_by("number").values())

    assert forget(GONE) == 0
    assert list(ActivityEntry.objects.order_by("number").values()) == before
