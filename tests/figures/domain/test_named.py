"""Who may speak of a contact, a case or a call by its ids: whoever sees it, and of unknown ones whoever sees all."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.scaffold.cast import EVERYONE
from willet.core.sources.rooms import About
from willet.figures.domain.named import is_open, name_of
from willet.people.visibility import NOBODY, OPEN, Visibility

AT = datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)
ANNA = Visibility(centre=True, agent="Anna W")
SOUTH = Visibility(centre=True, teams=frozenset({"South"}))


@pytest.mark.parametrize(
    ("about", "anna", "south"),
    [
        (About(contact_id="table:c01"), True, False),
        (About(contact_id="table:c02"), False, True),
        (About(contact_id="table:c99"), False, False),
        (About(source="table", call_id="c01", at=AT), True, False),
        (About(source="table", call_id="c01", at=AT + timedelta(days=9)), False, False),
        (About(case_ref="nothing"), False, False),
    ],
)
def test_what_is_open_to_whom(lent_small_lake: Path, about: About, anna: bool, south: bool) -> None:
    assert is_open(about, ANNA) is anna
    assert is_open(about, SOUTH) is south
    assert is_open(about, EVERYONE)
    assert not is_open(about, OPEN)
    assert not is_open(about, NOBODY)


def test_before_any_call_is_known_only_who_sees_all_may_name_one(home: Path) -> None:
    assert is_open(About(contact_id="table:c01"), EVERYONE)
    assert not is_open(About(contact_id="table:c01"), ANNA)


def test_the_id_that_was_named() -> None:
    assert name_of(About(contact_id="c", case_ref="t")) == "c"
    assert name_of(About(case_ref="t")) == "t"
    assert name_of(About(source="s", call_id="1", at=AT)) == "1"
    assert name_of(About(contact_id="x" * 101)) == "x" * 100
