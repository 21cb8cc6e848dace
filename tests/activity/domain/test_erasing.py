"""Entries kept long enough are emptied, and the chain holds; that something was done stays."""

from datetime import UTC, date, datetime

import pytest

from willet.activity.actors import Actor
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.domain.erasing import age
from willet.activity.domain.verifying import verify
from willet.activity.models import Act, ActivityEntry

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
