"""What became of a grant is said by who may, with a token that holds, once: whatever else is tried changes nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.callers import ALL, Program, program_of
from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.api.domain.tokens import make_token, revoke
from willet.api.models import AccessToken
from willet.levers.authority.domain import grant, take_back
from willet.levers.authority.models import Grant, GrantKind, Payout
from willet.people.models import Role
from willet.ui.endpoints import Scope

READ = ("grants", "grant-requests", "not-allowed", "limits")


@pytest.fixture
def given(cast: Cast, refund: GrantKind) -> Grant:
    """5.00 EUR on their way to the system that pays."""
    limit_of(refund, cast.manager)
    return grant(wish(refund, 500), by=cast.agent)


def _say(program: Program, given: Grant, state: str = "paid") -> tuple[int, str]:
    answer = program.post(f"grants/{given.pk}/state", {"state": state})
    return answer.status_code, Payout.objects.get().state


@pytest.mark.parametrize("role", ["team_lead", "agent", "other_agent", "analyst", "administrator"])
def test_token_of_another_role_says_nothing(cast: Cast, given: Grant, role: str) -> None:
    assert _say(program_of(cast.named(role)), given) == (403, "waiting")  # type: ignore[arg-type]


@pytest.mark.parametrize("scope", sorted(set(ALL) - {"act"}))
def test_token_for_something_else_says_nothing(cast: Cast, given: Grant, scope: Scope) -> None:
    assert _say(program_of(cast.manager, [scope]), given) == (403, "waiting")


@pytest.mark.parametrize("address", READ)
@pytest.mark.parametrize("scope", sorted(set(ALL) - {"read"}))
def test_token_for_something_else_reads_nothing(
    cast: Cast, given: Grant, scope: Scope, address: str
) -> None:
    assert program_of(cast.manager, [scope]).get(address).status_code == 403


def _expired(token: AccessToken, cast: Cast) -> None:
    token.expires_at = timezone.now() - timedelta(seconds=1)
    token.save()


def _revoked(token: AccessToken, cast: Cast) -> None:
    revoke(token, by=cast.manager)


def _left(token: AccessToken, cast: Cast) -> None:
    cast.manager.is_active = False
    cast.manager.save()


def _moved(token: AccessToken, cast: Cast) -> None:
    cast.manager.role = Role.ADMINISTRATOR.value
    cast.manager.save()


@pytest.mark.parametrize("end", [_expired, _revoked, _left, _moved])
def test_token_that_is_over_neither_says_nor_reads(
    cast: Cast, given: Grant, end: Callable[[AccessToken, Cast], None]
) -> None:
    token, text = make_token(cast.manager, "payer", scopes=ALL)
    program = Program(text)
    before = [program.get(address).status_code for address in READ]

    end(token, cast)

    assert before == [200] * len(READ)
    assert [program.get(address).status_code for address in READ] == [401] * len(READ)
    assert _say(program, given) == (401, "waiting")


@pytest.mark.parametrize("text", ["", "wlt_00000000_x", "willet", "Bearer"])
def test_text_that_is_no_token_says_nothing(given: Grant, text: str) -> None:
    assert _say(Program(text), given) == (401, "waiting")


def test_token_with_another_secret_says_nothing(cast: Cast, given: Grant) -> None:
    _token, text = make_token(cast.manager, "payer", scopes=ALL)
    _other, theirs = make_token(cast.analyst, "other", scopes=ALL)
    mixed = text.rpartition("_")[0] + "_" + theirs.split("_", 2)[2]

    assert _say(Program(mixed), given) == (401, "waiting")


def test_said_again_and_again_it_is_said_once(cast: Cast, given: Grant) -> None:
    payer = program_of(cast.manager)
    first = _say(payer, given)
    at = Payout.objects.get().changed_at

    again = [_say(payer, given) for _twice in range(2)]
    others = [_say(payer, given, state) for state in ("rejected", "waiting", "sent", "cancelled")]

    assert (first, again, others) == ((200, "paid"), [(200, "paid")] * 2, [(400, "paid")] * 4)
    assert Payout.objects.get().changed_at == at


def test_grant_taken_back_stays_so_whatever_is_said(cast: Cast, given: Grant) -> None:
    take_back(given, by=cast.agent)

    answers = {_say(program_of(cast.manager), given, state) for state in ("paid", "rejected")}

    assert answers == {(400, "cancelled")}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"state": ""},
        {"state": 1},
        {"state": ["paid"]},
        {"state": "paid", "amount_minor": 1},
        {"state": "paid", "note": "x" * 301},
        {"state": "PAID"},
    ],
)
def test_body_that_is_wrong_changes_nothing(
    cast: Cast, given: Grant, body: dict[str, object]
) -> None:
    answer = program_of(cast.manager).post(f"grants/{given.pk}/state", body)

    assert (answer.status_code in {400, 422}, Payout.objects.get().state) == (True, "waiting")


def test_lead_reads_what_their_teams_wanted_and_others_nothing(
    cast: Cast, given: Grant, refund: GrantKind
) -> None:
    grant(wish(refund, 700), by=cast.other_agent)

    def amounts(role: str) -> list[int]:
        answer = program_of(cast.named(role)).get("grants").json()  # type: ignore[arg-type]
        return [one["amount_minor"] for one in answer.get("items", [])]

    roles = ("manager", "analyst", "team_lead", "agent", "administrator")
    seen = {role: amounts(role) for role in roles}

    assert seen == {
        "manager": [700, 500],
        "analyst": [700, 500],
        "team_lead": [500],
        "agent": [],
        "administrator": [],
    }
