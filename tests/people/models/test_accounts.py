"""Accounts: one spelling for one name, no two that differ by capitals alone, and who can sign in."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.scaffold.cast import Cast
from willet.people.models import Role, Team, User
from willet.people.rules import EXPORT_TABLES, IMPORT_FILES

pytestmark = pytest.mark.django_db
LETTER = "e\N{COMBINING ACUTE ACCENT}"


def _user(username: str, **known: Any) -> User:
    return User.objects.create_user(
        username, known.pop("email", f"{username}@willet.example"), **known
    )


def test_the_same_letters_are_the_same_name() -> None:
    person = User(
        username=f"Jos{LETTER}",
        email=f" jos{LETTER}@willet.example ",
        name=f" Jos{LETTER} ",
        agent=" J ",
    )
    team = Team(name=f" Caf{LETTER} ")

    person.clean()
    team.clean()

    assert (person.username, person.name, person.agent) == ("José", "José", "J")
    assert person.email == "josé@willet.example"
    assert team.name == "Café"


def test_no_two_user_names_differ_by_capitals_alone() -> None:
    _user("anna")

    with pytest.raises(ValidationError) as taken:
        _user("Anna", email="another@willet.example")
    assert set(taken.value.message_dict) == {"username"}
    with pytest.raises(ValidationError) as address:
        _user("other", email="ANNA@willet.example")
    assert "Somebody has this address already." in str(address.value)
    User.objects.get().full_clean(exclude=["password"])  # it does not take its own place
    User(username="ANNA").validate_unique(exclude=["username", "email"])


def test_a_user_name_has_sixty_letters_at_most() -> None:
    _user("x" * 60, email="x@willet.example")

    with pytest.raises(ValidationError) as wrong:
        _user("y" * 61, email="y@willet.example")
    assert set(wrong.value.message_dict) == {"username"}


def test_who_can_sign_in() -> None:
    """An account that was only invited has no password yet."""
    able = _user("able", password="a long enough secret", role=Role.ADMINISTRATOR)
    _user("invited", role=Role.ADMINISTRATOR)
    _user("closed", password="a long enough secret", role=Role.ADMINISTRATOR, is_active=False)
    manager = _user("manager", password="a long enough secret", role=Role.MANAGER)

    assert set(User.objects.able()) == {able, manager}
    assert set(User.objects.administrators()) == {able}


def test_a_person_is_called_by_name_else_by_user_name() -> None:
    assert (str(User(username="anna", name="Anna")), str(User(username="anna"))) == ("Anna", "anna")


def test_what_somebody_may_is_said_by_their_role_while_they_are_in(cast: Cast) -> None:
    assert cast.manager.has_perms([EXPORT_TABLES, IMPORT_FILES])
    assert not cast.agent.has_perm(IMPORT_FILES)
    assert not cast.agent.has_perms([EXPORT_TABLES, IMPORT_FILES])
    cast.manager.is_active = False
    assert not cast.manager.has_perm(EXPORT_TABLES)
    assert not cast.administrator.has_module_perms("people")
