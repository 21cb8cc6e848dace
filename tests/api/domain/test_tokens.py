"""Tokens: shown once, hashed at rest, with an end, and no more than their person may."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.scaffold.cast import Cast
from willet.activity.models import ActivityEntry
from willet.api.domain.tokens import (
    MOST_OPEN,
    NoTokenError,
    make_token,
    note_use,
    revoke,
    token_named,
    tokens_of,
)
from willet.api.models import AccessToken
from willet.core.records import RequestError
from willet.people.domain import deactivate, reactivate
from willet.people.models import Role


def test_token_is_known_by_its_text(cast: Cast) -> None:
    token, text = make_token(cast.analyst, "report", scopes=["ask"])

    assert token_named(text) == token


def test_text_of_a_token_rests_nowhere(cast: Cast) -> None:
    token, text = make_token(cast.analyst, "report", scopes=["ask"])

    secret = text.split("_", 2)[2]
    stored = AccessToken.objects.values().get()
    entries = str(list(ActivityEntry.objects.values()))
    assert secret not in str(stored)
    assert stored["digest"] == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in entries
    assert stored["digest"] not in entries
    assert (token.prefix, len(secret)) == (text.split("_")[1], 43)


def test_making_and_revoking_is_activity(cast: Cast) -> None:
    token, _text = make_token(cast.analyst, "report", scopes=["ask"])
    revoke(token, by=cast.administrator)

    entries = ActivityEntry.objects.filter(kind="api.accesstoken").order_by("number")
    assert [(e.act, e.thing_name) for e in entries] == [
        ("added", f"report ({token.prefix})"),
        ("changed", f"report ({token.prefix})"),
    ]
    assert entries[1].who_name == "Daan"


@pytest.mark.parametrize(
    ("days", "seconds", "open_"),
    [(1, 86_399, True), (1, 86_400, False), (366, 366 * 86_400 - 1, True)],
)
def test_token_ends_when_its_days_are_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, days: int, seconds: int, *, open_: bool
) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    token, _text = make_token(cast.analyst, "report", scopes=["ask"], days=days)

    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=seconds))

    assert token.is_open is open_


@pytest.mark.parametrize("days", [-1, 0, 367, 10**9])
def test_token_without_a_sensible_end_is_not_made(cast: Cast, days: int) -> None:
    with pytest.raises(RequestError, match="366 days"):
        make_token(cast.analyst, "report", scopes=["ask"], days=days)

    assert not AccessToken.objects.exists()


def test_token_for_nothing_is_not_made(cast: Cast) -> None:
    with pytest.raises(RequestError, match="at least one"):
        make_token(cast.analyst, "report", scopes=[])


def test_one_token_too_many_is_not_made_until_another_goes(cast: Cast) -> None:
    made_so_far = [make_token(cast.analyst, str(i), scopes=["ask"])[0] for i in range(MOST_OPEN)]

    with pytest.raises(RequestError, match="Revoke one"):
        make_token(cast.analyst, "more", scopes=["ask"])
    make_token(cast.manager, "another's own", scopes=["ask"])
    revoke(made_so_far[3], by=cast.analyst)
    make_token(cast.analyst, "more", scopes=["ask"])

    assert tokens_of(cast.analyst).count() == MOST_OPEN + 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_such_token"),
        ("wlt_", "no_such_token"),
        ("wlt_{prefix}_" + "a" * 43, "no_such_token"),
        ("wlt_{prefix}_{secret}\n", "no_such_token"),
        (" wlt_{prefix}_{secret}", "no_such_token"),
        ("WLT_{prefix}_{secret}", "no_such_token"),
        ("wlt_00000000_{secret}", "no_such_token"),
    ],
)
def test_other_text_is_no_token(cast: Cast, text: str, code: str) -> None:
    _token, whole = make_token(cast.analyst, "report", scopes=["ask"])
    _begin, prefix, secret = whole.split("_", 2)

    with pytest.raises(NoTokenError) as refused:
        token_named(text.format(prefix=prefix, secret=secret))

    assert refused.value.message.code == code


def test_token_rests_while_its_person_is_away_and_with_another_role(cast: Cast) -> None:
    _token, text = make_token(cast.analyst, "report", scopes=["ask"])
    codes = []

    for change in (deactivate, reactivate):
        change(cast.analyst)
        codes.append(_code_of(text))
    for role in (Role.MANAGER, Role.ANALYST):
        cast.analyst.role = role
        cast.analyst.save()
        codes.append(_code_of(text))

    assert codes == ["token_person_gone", "", "token_other_role", ""]


def _code_of(text: str) -> str:
    try:
        token_named(text)
    except NoTokenError as error:
        return error.message.code
    return ""


def test_use_is_kept_to_within_minutes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    token, _text = make_token(cast.analyst, "report", scopes=["ask"])
    now = timezone.now()
    kept = []

    for minutes in (0, 4, 6):
        moment = now + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        note_use(token)
        kept.append(AccessToken.objects.get().last_used_at)

    assert kept == [now, now, now + timedelta(minutes=6)]
