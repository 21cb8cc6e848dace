"""The chain: whatever is changed, lost or put in from outside is named; what is erased with a word is not."""

from collections.abc import Callable

import pytest

from willet.activity.actors import Actor
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.domain.verifying import verify
from willet.activity.models import Act, ActivityEntry, ChainEnd

pytestmark = pytest.mark.django_db
ANN = Actor("person", "7", "Ann", "manager")


@pytest.fixture
def five() -> None:
    """number 1 to 5, Ann adds a team each time."""
    for name in "abcde":
        change = FieldChange("name", "name", None, name)
        record(Act.ADDED, Subject("people.team", name, f"Team {name}"), fields=[change], by=ANN)


def of(number: int) -> ActivityEntry:
    return ActivityEntry.objects.get(number=number)


def rows(number: int) -> "object":
    return ActivityEntry.objects.filter(number=number)


def _column(number: int, **values: object) -> Callable[[], object]:
    return lambda: ActivityEntry.objects.filter(number=number).update(**values)


def _erase_in_silence() -> None:
    entry = of(3)
    entry.seals["fields"][0] = ""
    ActivityEntry.objects.filter(number=3).update(fields=[], seals=entry.seals)


def _own_seal() -> None:
    """Whoever changes an entry and seals it anew breaks the link that follows."""
    from willet.activity.domain.sealing import seal

    entry = of(3)
    entry.who_name = "Bob"
    seal(entry, after=of(2).link)
    entry.save()


def _forget_the_last() -> None:
    of(5).delete()


def _move(number: int, to: int) -> Callable[[], object]:
    return lambda: ActivityEntry.objects.filter(number=number).update(number=to)


FAULTS: dict[str, tuple[Callable[[], object], list[tuple[int, str]]]] = {
    "nothing": (lambda: None, []),
    "another name": (_column(3, who_name="Bob"), [(3, "content")]),
    "another act": (_column(1, act="removed"), [(1, "content")]),
    "another thing": (_column(5, thing_id="x"), [(5, "content")]),
    "other fields": (_column(2, fields=[]), [(2, "content")]),
    "another hash": (_column(2, hash="0" * 64), [(2, "content"), (2, "link")]),
    "another link": (_column(2, link="0" * 64), [(2, "link"), (3, "link")]),
    "another moment": (_column(4, at="2026-01-01T00:00:00Z"), [(4, "link")]),
    "the first gone": (lambda: of(1).delete(), [(1, "missing"), (2, "link")]),
    "one gone": (lambda: of(3).delete(), [(3, "missing"), (4, "link")]),
    "the last gone": (_forget_the_last, [(5, "end")]),
    "all gone": (lambda: ActivityEntry.objects.all().delete(), [(5, "end")]),
    "sealed anew": (_own_seal, [(4, "link")]),
    "erased in silence": (_erase_in_silence, [(3, "erased")]),
    "moved on": (_move(5, 6), [(5, "end")]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_named(five: None, fault: str) -> None:
    change, breaks = FAULTS[fault]
    change()

    result = verify()

    assert [(b.number, b.why) for b in result.breaks] == breaks
    assert result.holds is (not breaks)


def test_the_newest_alone_are_verified_from_a_link_taken_as_it_stands(five: None) -> None:
    ActivityEntry.objects.filter(number=2).update(who_name="Bob")

    assert (verify(newest=3).entries, verify(newest=3).holds) == (3, True)
    assert [b.number for b in verify(newest=4).breaks] == [2]
    assert verify(newest=99).entries == 5


def test_an_empty_chain_holds() -> None:
    assert (verify().entries, verify().holds, verify().link) == (0, True, "")


def test_the_last_link_is_that_of_the_end(five: None) -> None:
    assert verify().link == ChainEnd.objects.get().link == of(5).link
