"""What was removed waits an hour in the session, five things at most, with what hung on it and pointed to it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from tests.scaffold.cast import Cast
from willet.people.models import KnownAgent, Role, Spelling, Team, TeamStretch, User
from willet.ui.pages import undoing
from willet.ui.pages.undoing import _fresh, _restore, keep_removed

pytestmark = pytest.mark.django_db
MAY: Any = type("Anybody", (), {"has_perm": lambda *_asked: True})()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time of day as undoing reads it; its one entry may be set."""
    now = [1_000_000.0]
    monkeypatch.setattr(undoing, "time", lambda: now[0])
    return now


@pytest.fixture
def request_() -> HttpRequest:
    request: Any = HttpRequest()
    request.session = {}
    request.user = MAY
    return request  # type: ignore[no-any-return]


def _keep(request: HttpRequest, thing: models.Model) -> str:
    return keep_removed(request, thing, back="/", permission="p")


def _bring_back(request: HttpRequest, token: str) -> None:
    _restore(request, _fresh(request)[token])


def test_the_last_five_things_wait(request_: HttpRequest, clock: list[float]) -> None:
    team = Team.objects.create(name="East")

    tokens = [_keep(request_, team) for _ in range(6)]

    assert list(_fresh(request_)) == tokens[1:]


def test_an_hour_is_the_longest(request_: HttpRequest, clock: list[float]) -> None:
    token = _keep(request_, Team.objects.create(name="East"))

    clock[0] += 3_600
    assert list(_fresh(request_)) == [token]
    clock[0] += 0.001
    assert list(_fresh(request_)) == []


def test_what_hung_on_it_comes_back_with_it_to_the_microsecond(request_: HttpRequest) -> None:
    anna = KnownAgent.objects.create(name="Anna")
    Spelling.objects.create(agent=anna, spelt="aw")
    TeamStretch.objects.create(agent=anna, team=Team.objects.create(name="East"))
    person = User.objects.create_user("p", "p@willet.example", date_joined=timezone.now())
    stood = [
        *KnownAgent.objects.values(),
        *Spelling.objects.values(),
        *TeamStretch.objects.values(),
    ]

    tokens = [_keep(request_, thing) for thing in (anna, person)]
    joined = person.date_joined
    anna.delete()
    person.delete()
    assert not Spelling.objects.exists()
    for token in tokens:
        _bring_back(request_, token)

    assert [
        *KnownAgent.objects.values(),
        *Spelling.objects.values(),
        *TeamStretch.objects.values(),
    ] == stood
    assert User.objects.get(username="p").date_joined == joined


def test_what_pointed_to_it_does_so_again_unless_it_points_elsewhere(
    request_: HttpRequest,
) -> None:
    anna, other = (KnownAgent.objects.create(name=name) for name in ("Anna", "Other"))
    merged, moved, gone = (
        KnownAgent.objects.create(name=name, merged_into=anna) for name in ("a", "b", "c")
    )
    stranger = KnownAgent.objects.create(name="d", merged_into=other)

    token = _keep(request_, anna)
    anna.delete()
    KnownAgent.objects.filter(pk=moved.pk).update(merged_into=other)
    gone.delete()
    _bring_back(request_, token)

    into = dict(KnownAgent.objects.values_list("name", "merged_into__name"))
    assert into == {"Anna": None, "Other": None, "a": "Anna", "b": "Other", "d": "Other"}
    assert (merged.name, stranger.name) == ("a", "d")


def test_it_points_to_nothing_where_what_it_pointed_to_is_gone(request_: HttpRequest) -> None:
    target, stays = (KnownAgent.objects.create(name=name) for name in ("t", "s"))
    one = KnownAgent.objects.create(name="one", merged_into=target)
    two = KnownAgent.objects.create(name="two", merged_into=stays)
    tokens = [_keep(request_, one), _keep(request_, two)]
    for thing in (one, two, target):
        KnownAgent.objects.filter(pk=thing.pk).delete()

    for token in tokens:
        _bring_back(request_, token)

    assert dict(KnownAgent.objects.values_list("name", "merged_into__name")) == {
        "one": None,
        "two": "s",
        "s": None,
    }


def test_nobody_brings_back_what_they_may_not(request_: HttpRequest, cast: Cast) -> None:
    team = Team.objects.create(name="East")
    token = _keep(request_, team)
    team.delete()
    request_.user = cast.agent
    assert cast.agent.role == Role.AGENT

    with pytest.raises(PermissionDenied):
        _bring_back(request_, token)
    assert not Team.objects.filter(name="East").exists()
