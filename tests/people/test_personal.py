"""What accounts and agents say of a person: found under every name, and of who was erased a pseudonym is left."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.cast import NORTH, Cast
from willet.core.lake.erased import Forgotten, Tombstone, hash_of
from willet.people.models import KnownAgent, NotOne, Spelling, Team, TeamStretch, User
from willet.people.personal import HOLDERS
from willet.ui.personal import Sought

(HOLDER,) = HOLDERS


def _gone(**aliases: str) -> Forgotten:
    stones = [
        Tombstone("agent", hash_of(name.replace("_", " "), "s"), "2030-01-01", alias)
        for name, alias in aliases.items()
    ]
    return Forgotten.of(stones, "s")


def _agent(name: str, *spelt: str, **known: Any) -> KnownAgent:
    agent = KnownAgent.objects.create(name=name, **known)
    for one in spelt:
        Spelling.objects.create(agent=agent, spelt=one)
    return agent


def test_every_name_of_an_employee_is_known(cast: Cast) -> None:
    """The account is found by any of its names, and its agent by that of the records."""
    _agent("Anna W", "a.weber")
    _agent("Otto K", "o.k")
    account = {"Anna", "anna", "anna@willet.example", "Anna W"}

    for name in ("anna", "Anna", "anna@willet.example", "Anna W"):
        assert account <= HOLDER.names(frozenset({name}))
    assert HOLDER.names(frozenset({"a.weber"})) == account | {"a.weber"}
    assert HOLDER.names(frozenset({"Anna W"})) == account | {"a.weber"}
    assert HOLDER.names(frozenset({"nobody"})) == {"nobody"}
    # An account without a name in the records is not found by having none.
    assert "" not in HOLDER.names(frozenset({"marit"}))


def test_what_is_held_of_a_person(cast: Cast) -> None:
    anna = _agent("Anna W", "a.weber", hired=date(2020, 1, 2))
    TeamStretch.objects.create(agent=anna, team=Team.objects.get(name=NORTH))
    _agent("Otto K")

    account, agent = HOLDER.held(Sought(names=frozenset({"Anna W"})))

    assert account == {
        "account": cast.agent.pk,
        "name": "Anna",
        "username": "anna",
        "email": "anna@willet.example",
        "role": "agent",
        "language": cast.agent.language,
        "teams": [NORTH],
    }
    assert agent == {
        "agent": "Anna W",
        "spellings": ["a.weber"],
        "hired": "2020-01-02",
        "left": None,
        "teams": ["Anna W: North"],
    }
    assert HOLDER.held(Sought(names=frozenset({"nobody"}))) == []


def test_an_account_of_who_was_erased_has_a_pseudonym_and_no_way_in(cast: Cast, home: Path) -> None:
    others = list(User.objects.exclude(pk=cast.agent.pk).order_by("pk").values())

    assert HOLDER.forget(_gone(Anna_W="former-1")) == 1

    anna = User.objects.get(pk=cast.agent.pk)
    assert (anna.name, anna.agent, anna.is_active) == ("former-1", "former-1", False)
    assert (anna.username, anna.email) == (
        f"former-1-{anna.pk}",
        f"former-1-{anna.pk}@willet.invalid",
    )
    assert not anna.has_usable_password()
    assert list(User.objects.exclude(pk=anna.pk).order_by("pk").values()) == others
    assert HOLDER.forget(_gone(Anna_W="former-1")) == 0


def test_an_account_is_found_by_its_own_name_too(cast: Cast, home: Path) -> None:
    """Of two pseudonyms the account has the first; the name in the records keeps its own."""
    assert HOLDER.forget(_gone(Anna="former-2", Anna_W="former-1")) == 1

    anna = User.objects.get(pk=cast.agent.pk)
    assert (anna.name, anna.agent) == ("former-1", "former-1")

    assert HOLDER.forget(_gone(Otto="former-9")) == 1
    otto = User.objects.get(pk=cast.other_agent.pk)
    assert (otto.name, otto.agent) == ("former-9", "Otto K")


def test_an_agent_who_was_erased_is_called_by_the_pseudonym(db: None, home: Path) -> None:
    anna, otto = _agent("Anna W"), _agent("Otto K")

    assert HOLDER.forget(_gone(Anna_W="former-1")) == 1

    anna.refresh_from_db()
    otto.refresh_from_db()
    assert (anna.name, anna.is_former) == ("former-1", True)
    assert (otto.name, otto.is_former) == ("Otto K", False)
    assert HOLDER.forget(_gone(Anna_W="former-1")) == 0


def test_two_agents_of_one_pseudonym_stay_two(db: None, home: Path) -> None:
    first, second = _agent("Anna W"), _agent("Anna Weber")

    assert HOLDER.forget(_gone(Anna_W="former-1", Anna_Weber="former-1")) == 2

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.name, second.name) == ("former-1", f"former-1-{second.pk}")


def test_spellings_are_called_by_the_pseudonym_once(db: None, home: Path) -> None:
    anna = _agent("Anna W", "a.weber", "aw", "other")
    HOLDER.forget(_gone(**{"a.weber": "former-1", "aw": "former-1", "Anna_W": "former-1"}))

    assert sorted(anna.spellings.values_list("spelt", flat=True)) == ["former-1", "other"]


@pytest.mark.parametrize(
    ("one", "other", "stays"),
    [("Anna W", "Bo", False), ("Aad", "Anna W", False), ("Aad", "Bo", True)],
)
def test_who_was_told_apart_from_somebody_erased_is_no_more(
    db: None, home: Path, one: str, other: str, stays: bool
) -> None:
    NotOne.objects.create(one=one, other=other)

    HOLDER.forget(_gone(Anna_W="former-1"))

    assert NotOne.objects.exists() is stays
