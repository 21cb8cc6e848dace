"""Entries for a log collector: no name, no value, both days within."""

import json
from datetime import UTC, date, datetime

import pytest

from willet.activity.actors import Actor
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.domain.lines import lines
from willet.activity.models import Act, ActivityEntry


@pytest.mark.django_db
def test_a_line_names_nobody() -> None:
    change = FieldChange("note", "note", None, "Mr Smith, +31612345678")
    record(
        Act.ASKED,
        Subject("contact", "table:c01", "Mr Smith"),
        fields=[change],
        by=Actor("person", "7", "Ann", "manager"),
    )

    (line,) = lines(first=None, last=None)

    shown = json.loads(line)
    assert "Smith" not in line
    assert "Ann" not in line
    assert shown["who"] == {"kind": "person", "id": "7", "role": "manager"}
    assert (shown["act"], shown["id"], shown["fields"]) == ("asked", "table:c01", ["note"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "ids"),
    [
        (None, None, ["1", "2", "3"]),
        (date(2026, 3, 2), None, ["2", "3"]),
        (None, date(2026, 3, 2), ["1", "2"]),
        (date(2026, 3, 2), date(2026, 3, 2), ["2"]),
        (date(2026, 3, 4), None, []),
    ],
)
def test_days_are_within(first: date | None, last: date | None, ids: list[str]) -> None:
    for day, at in enumerate(("01T00:00:00", "02T23:59:59.999999", "03T00:00:00"), start=1):
        entry = record(Act.ADDED, Subject("thing", str(day)))
        moment = datetime.fromisoformat(f"2026-03-{at}").replace(tzinfo=UTC)
        ActivityEntry.objects.filter(number=entry.number).update(at=moment)

    assert [json.loads(line)["id"] for line in lines(first=first, last=last)] == ids
