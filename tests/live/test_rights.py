"""Who may hear: asked for each event and person, and closed where nothing answers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from tests.scaffold.cast import Cast
from willet.live.audiences import hears, only
from willet.live.rights import heard_by
from willet.people.rules import MANAGE_PEOPLE, SEE_OVERVIEW


@dataclass
class Invented:
    """An event as rights see it."""

    topic: str
    audience: str
    pk: int = 1
    at: datetime = field(default_factory=timezone.now)
    payload: dict[str, Any] = field(default_factory=dict)


def failing(person: Any, audience: str) -> bool:
    raise ZeroDivisionError


QUESTIONS = {"news": lambda person, audience: person == audience, "broken": failing}


@pytest.mark.parametrize(
    ("topic", "audience", "heard"),
    [("news", "a", ["a"]), ("news", "z", []), ("unknown", "a", []), ("broken", "a", [])],
)
def test_topic_says_who_hears(topic: str, audience: str, heard: list[str]) -> None:
    assert list(heard_by(Invented(topic, audience), ["a", "b"], QUESTIONS)) == heard


@pytest.mark.parametrize(
    ("audience", "hearing"),
    [
        (SEE_OVERVIEW, ["manager", "agent", "administrator"]),
        (MANAGE_PEOPLE, ["administrator"]),
        ("willet.no_such_permission", []),
        ("", []),
        ("person:", []),
    ],
)
def test_permission_as_an_audience(cast: Cast, audience: str, hearing: list[str]) -> None:
    roles = ("manager", "agent", "administrator")

    assert [role for role in roles if hears(cast.named(role), audience)] == hearing


def test_one_person_as_an_audience(cast: Cast) -> None:
    mine = only(cast.agent)

    assert [hears(person, mine) for person in (cast.agent, cast.manager)] == [True, False]
    assert not hears(cast.agent, only(None))
