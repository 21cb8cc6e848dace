"""What is looked for among the entries: each word restricts, an empty one does not, and both days are within."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from willet.activity.actors import Actor
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.domain.searching import Wanted, between
from willet.activity.models import Act, ActivityEntry

ENTRIES = (
    ("Ann", Act.ADDED, Subject("people.team", "1", "North"), datetime(2026, 3, 1, tzinfo=UTC)),
    (
        "Bo",
        Act.CHANGED,
        Subject("people.team", "2", "South"),
        datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC),
    ),
    ("Ann", Act.REMOVED, Subject("contact", "10", "c1"), datetime(2026, 3, 2, tzinfo=UTC)),
)


@pytest.fixture
def entries(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three entries of two days, numbered from nought."""
    for who, act, subject, at in ENTRIES:
        monkeypatch.setattr("django.utils.timezone.now", lambda at=at: at)
        record(
            act,
            subject,
            fields=[FieldChange("f", "f", "a", "b")],
            by=Actor("person", who, who, "manager"),
        )


def _numbers(wanted: Wanted) -> list[int]:
    first = min(ActivityEntry.objects.values_list("number", flat=True))
    return sorted(entry.number - first for entry in wanted.entries())


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, [0, 1, 2]),
        ({"who": "ann"}, [0, 2]),
        ({"who": " n "}, [0, 2]),  # any part of a name
        ({"who": "nobody"}, []),
        ({"did": "changed"}, [1]),
        ({"did": "nonsense"}, [0, 1, 2]),
        ({"kind": "people.team"}, [0, 1]),
        ({"kind": "people"}, []),
        ({"what": "NORTH"}, [0]),
        ({"what": "10"}, [2]),  # the id, whole
        ({"what": "1"}, [0, 2]),  # the id of the first, and in the name of the last
        ({"who": "ann", "kind": "people.team"}, [0]),
        ({"from": "2026-03-01", "to": "2026-03-01"}, [0, 1]),
        ({"from": "2026-03-02"}, [2]),
        ({"to": "2026-03-01"}, [0, 1]),
        ({"to": "2026-02-28"}, []),
        ({"from": "2026-03-03"}, []),
        ({"from": "soon", "to": ""}, [0, 1, 2]),
    ],
)
def test_what_fits(entries: None, given: dict[str, str], found: list[int]) -> None:
    assert _numbers(Wanted.of(given)) == found


def test_the_newest_stand_first(entries: None) -> None:
    numbers = [entry.number for entry in Wanted().entries()]

    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    ("given", "restricts"),
    [({}, False), ({"who": " "}, False), ({"did": "nonsense"}, False), ({"from": "soon"}, False)]
    + [({name: "x"}, True) for name in ("who", "kind", "what")]
    + [({"did": "added"}, True), ({"to": "2026-03-01"}, True)],
)
def test_whether_anything_in_particular_is_looked_for(
    given: dict[str, str], restricts: bool
) -> None:
    assert Wanted.of(given).restricts is restricts


def test_of_long_words_the_beginning_is_looked_for() -> None:
    wanted = Wanted.of(dict.fromkeys(("who", "kind", "what"), "x" * 300))

    assert (len(wanted.who), len(wanted.kind), len(wanted.what)) == (160, 60, 200)


def test_the_last_day_of_all_has_no_end(entries: None) -> None:
    found: Any = ActivityEntry.objects.filter(between(date.min, date.max))

    assert found.count() == 3
