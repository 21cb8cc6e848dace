"""A password is checked once, whoever is named."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher

from tests.scaffold.cast import Cast
from willet.people.domain import add_person
from willet.people.models import User

RIGHT = "a long enough secret"


@pytest.fixture
def hashings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every hash that is worked out: it is what an attempt costs, and what a clock would see."""
    seen: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, *rest: Any, **named: Any) -> str:
        seen.append(password)
        return encode(self, password, *rest, **named)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return seen


def credentials(login: str, password: str) -> dict[str, str]:
    """As the sign-in form gives them: what looks like an address is given under both names."""
    named = {"username": login, "password": password}
    return named | ({"email": login} if "@" in login else {})


@pytest.mark.parametrize(
    "login", ["anna", "anna@willet.example", "nobody", "nobody@willet.example", "gone", "new"]
)
def test_every_wrong_attempt_costs_one_hash(cast: Cast, hashings: list[str], login: str) -> None:
    add_person("gone", email="gone@willet.example", password=RIGHT)
    User.objects.filter(username="gone").update(is_active=False)
    add_person("new", email="new@willet.example")
    hashings.clear()

    assert authenticate(None, **credentials(login, "wrong")) is None
    assert len(hashings) == 1


@pytest.mark.parametrize("login", ["anna", "Anna", "anna@willet.example", "ANNA@willet.example"])
def test_right_password_opens_by_name_and_by_address(cast: Cast, login: str) -> None:
    assert authenticate(None, **credentials(login, RIGHT)) == cast.agent


def test_inactive_account_stays_shut(cast: Cast) -> None:
    User.objects.filter(pk=cast.agent.pk).update(is_active=False)

    assert authenticate(None, **credentials("anna", RIGHT)) is None


def test_one_s_name_that_is_another_s_address_shuts_out_neither(cast: Cast) -> None:
    other = add_person(
        "anna@willet.example", email="else@willet.example", password="another secret"
    )

    assert authenticate(None, **credentials("anna@willet.example", RIGHT)) == cast.agent
    assert authenticate(None, **credentials("anna@willet.example", "another secret")) == other
