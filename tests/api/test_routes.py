"""Every address of the API, asked by each role, by strangers, and with tokens that are no good."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.callers import ALL, Program, program_of
from tests.scaffold.cast import ROLES, Cast
from willet.api.domain.tokens import make_token, revoke
from willet.api.models import AccessToken
from willet.api.serving.mount import endpoints
from willet.people.domain import deactivate
from willet.people.models import Role, User

TABLE = """
method | address                        | scope  | manager | lead | agent | analyst | administrator
GET    | ask?metrics=received           | ask    | 200     | 200  | 403   | 200     | 403
POST   | ask                            | ask    | 422     | 422  | 403   | 422     | 403
POST   | agents                         | act    | 422     | 403  | 403   | 403     | 422
GET    | articles                       | read   | 200     | 200  | 200   | 200     | 403
GET    | articles/{article}             | read   | 200     | 200  | 200   | 200     | 403
POST   | articles                       | act    | 422     | 422  | 422   | 403     | 403
POST   | articles/{article}/uses        | act    | 422     | 422  | 422   | 403     | 403
GET    | limits                         | read   | 200     | 403  | 403   | 200     | 200
GET    | grants                         | read   | 200     | 200  | 403   | 200     | 403
GET    | grant-requests                 | read   | 200     | 200  | 403   | 200     | 403
GET    | not-allowed                    | read   | 200     | 200  | 403   | 200     | 403
POST   | grants/{grant}/state           | act    | 422     | 403  | 403   | 403     | 403
GET    | metrics                        | read   | 200     | 200  | 200   | 200     | 200
GET    | metrics/received               | read   | 200     | 200  | 200   | 200     | 200
GET    | sources                        | read   | 200     | 200  | 200   | 200     | 200
GET    | sources/table                  | read   | 200     | 200  | 200   | 200     | 200
GET    | imports                        | read   | 200     | 403  | 403   | 200     | 200
GET    | imports/{run}                  | read   | 200     | 403  | 403   | 200     | 200
GET    | surveys/waves                  | read   | 200     | 200  | 403   | 200     | 403
GET    | surveys/invitations            | read   | 200     | 403  | 403   | 200     | 403
GET    | surveys/answers                | read   | 200     | 403  | 403   | 200     | 403
GET    | surveys/unsolved               | read   | 200     | 200  | 403   | 403     | 403
GET    | surveys/opt-outs               | read   | 200     | 403  | 403   | 200     | 403
POST   | surveys/opt-outs               | import | 400     | 403  | 403   | 403     | 403
GET    | desk/events                    | read   | 200     | 200  | 403   | 200     | 403
GET    | desk/dispositions              | read   | 200     | 200  | 403   | 200     | 403
GET    | desk/callbacks                 | read   | 200     | 200  | 403   | 200     | 403
POST   | imports                        | import | 422     | 403  | 403   | 422     | 422
GET    | imports/uploads/{upload}       | import | 200     | 403  | 403   | 200     | 200
POST   | imports/uploads/{upload}/start | import | 400     | 403  | 403   | 400     | 400
DELETE | imports/uploads/{upload}       | import | 204     | 403  | 403   | 204     | 204
GET    | plans                          | read   | 200     | 200  | 403   | 200     | 403
GET    | plans/{plan}                   | read   | 200     | 404  | 403   | 200     | 403
GET    | goals                          | read   | 200     | 200  | 200   | 200     | 403
GET    | goals/{goal}                   | read   | 200     | 200  | 200   | 200     | 403
POST   | goals                          | act    | 422     | 422  | 403   | 403     | 403
POST   | goals/{goal}/wordings          | act    | 422     | 422  | 403   | 403     | 403
DELETE | goals/{goal}                   | act    | 204     | 403  | 403   | 403     | 403
GET    | alerts                         | read   | 200     | 200  | 200   | 200     | 403
GET    | alerts/{alert}                 | read   | 200     | 200  | 200   | 200     | 403
GET    | worth                          | read   | 200     | 403  | 403   | 200     | 403
GET    | jobs/{job}                     | read   | 404     | 404  | 404   | 404     | 200
"""
"""The job is nobody's own. What was sent is empty, so whoever may is told what is missing."""


@dataclass(frozen=True)
class Route:
    """One row: how an address is asked, and what each role meets there."""

    method: str
    address: str
    scope: str
    statuses: dict[str, int]

    @property
    def name(self) -> str:
        return f"{self.method} {self.address}"

    @property
    def expected(self) -> dict[str, int]:
        """What is met where each role asks once: whoever deletes a thing first is the only one."""
        may = [role for role, status in self.statuses.items() if status == 204]
        return {role: status for role, status in self.statuses.items() if role not in may[1:]}

    def asked(self, program: Program, things: dict[str, object]) -> int:
        address = self.address.format(**things)
        if self.method == "POST":
            return int(program.post(address).status_code)
        return int(program.send(self.method, address).status_code)


def _read(line: str) -> Route:
    method, address, scope, *statuses = (cell.strip() for cell in line.split("|"))
    return Route(method, address, scope, dict(zip(ROLES[1:], map(int, statuses), strict=True)))


ROUTES = [_read(line) for line in TABLE.strip().splitlines()[1:]]


def test_table_walks_every_endpoint_that_is_offered() -> None:
    drawn = [(r.method, r.scope) for r in ROUTES]

    assert sorted(drawn) == sorted((e.method, e.scope) for e in endpoints())
    assert {r.address.partition("?")[0].partition("/")[0] for r in ROUTES} == {
        e.path.partition("/")[0] for e in endpoints()
    }


@pytest.mark.journey("walk")
def test_each_role_meets_what_the_table_draws(cast: Cast, things: dict[str, object]) -> None:
    # What deletes a thing comes last, and of those who may only one can.
    routes = sorted(ROUTES, key=lambda route: 204 in route.statuses.values())
    programs = {role: program_of(person_of(cast, role)) for role in ROLES[1:]}

    met = {route.name: met_by_each(programs, things, route) for route in routes}

    assert met == {route.name: route.expected for route in ROUTES}


def person_of(cast: Cast, role: str) -> User:
    """Somebody with an account."""
    person = cast.named(role)
    assert isinstance(person, User)
    return person


def met_by_each(
    programs: dict[str, Program], things: dict[str, object], route: Route
) -> dict[str, int]:
    """What the roles meet, those who may do it last; once it is done nobody else is asked."""
    met: dict[str, int] = {}
    for role in sorted(route.statuses, key=lambda name: route.statuses[name] == 204):
        if 204 not in met.values():
            met[role] = route.asked(programs[role], things)
    return met


@pytest.mark.journey("walk")
def test_token_for_something_else_is_refused(cast: Cast, things: dict[str, object]) -> None:
    others = {str(scope): [other for other in ALL if other != scope] for scope in ALL}
    programs = {scope: program_of(cast.manager, those) for scope, those in others.items()}

    met = {route.name: route.asked(programs[route.scope], things) for route in ROUTES}

    assert met == {route.name: 403 for route in ROUTES}


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("why", ["none", "nonsense", "expired", "revoked", "left", "other role"])
def test_token_that_is_no_good_opens_nothing(
    cast: Cast, things: dict[str, object], why: str
) -> None:
    token, text = make_token(cast.analyst, "x", scopes=ALL)
    _spoil(token, why)
    shown = {"none": "", "nonsense": "wlt_00000000_" + "x" * 43}.get(why, text)

    met = {route.name: route.asked(Program(shown), things) for route in ROUTES}

    assert met == {route.name: 401 for route in ROUTES}


def _spoil(token: AccessToken, why: str) -> None:
    if why == "expired":
        token.expires_at = timezone.now() - timedelta(seconds=1)
        token.save()
    elif why == "revoked":
        revoke(token, by=token.person)
    elif why == "left":
        deactivate(token.person)
    elif why == "other role":
        token.person.role = Role.MANAGER
        token.person.save()


def test_signed_in_browser_opens_nothing(cast: Cast, things: dict[str, object]) -> None:
    browser: Client = cast.client("manager")

    met = {route.name: opened(browser, route.address.format(**things), route) for route in ROUTES}

    assert met == {route.name: (401, "application/problem+json") for route in ROUTES}


def opened(browser: Client, address: str, route: Route) -> tuple[int, str]:
    """How a browser is answered, and in what form."""
    answer = browser.generic(route.method, f"/api/v1/{address}")
    return answer.status_code, answer["Content-Type"]


@pytest.mark.parametrize(
    "header",
    [
        "Basic {token}",
        "Bearer",
        "Bearer  {token} x",
        "Bearer {token}x",
        "Bearer wlt_",
        "Bearer \u00e9\u00e9",
        "{token}",
    ],
)
def test_token_shown_otherwise_opens_nothing(cast: Cast, small_lake: Path, header: str) -> None:
    _token, text = make_token(cast.manager, "x", scopes=ALL)

    answer = Client(SERVER_NAME="localhost").get(
        "/api/v1/metrics", headers={"authorization": header.format(token=text)}
    )

    assert answer.status_code == 401


def test_word_bearer_may_be_small(cast: Cast) -> None:
    _token, text = make_token(cast.manager, "x", scopes=ALL)

    answer = Client(SERVER_NAME="localhost").get(
        "/api/v1/metrics", headers={"authorization": f"bearer {text}"}
    )

    assert answer.status_code == 200
