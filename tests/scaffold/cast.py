"""The cast of the tests: one person per role, with their teams, and a stranger."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tests.scaffold.kept_rows import KeptRows
from willet.activity.models import ActivityEntry, ChainEnd
from willet.people.domain import add_person
from willet.people.models import Role, Team, User
from willet.people.visibility import Visibility

ROLES = ("stranger", *(role.value for role in Role))
NORTH, SOUTH = "North", "South"
EVERYONE = Visibility(centre=True, everyone=True, individuals=True)
"""What a manager may see."""


@dataclass(frozen=True)
class Cast:
    """Marit manages; Tomás leads North; Anna is an agent in it, known to the phones as "Anna W"; Linh
    analyses; Daan administers; Otto, an agent, belongs to South. The stranger never signed in.
    """

    manager: User
    team_lead: User
    agent: User
    analyst: User
    administrator: User
    other_agent: User
    stranger: AnonymousUser

    def named(self, role: str) -> User | AnonymousUser:
        """The person of a role, or the stranger."""
        person: User | AnonymousUser = getattr(self, role)
        return person

    def client(self, role: str) -> Client:
        """A browser in which that person has signed in."""
        client = Client(SERVER_NAME="localhost")
        person = self.named(role)
        if isinstance(person, User):
            client.force_login(person, backend="willet.people.signin.backend.AccountBackend")
        return client


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, as freshly made."""
    return KEPT.put()


def made_cast() -> Cast:
    """Everybody, added by the product."""
    north, south = Team.objects.create(name=NORTH), Team.objects.create(name=SOUTH)
    return Cast(
        manager=_person("marit", Role.MANAGER),
        team_lead=_person("tomas", Role.TEAM_LEAD, north, agent="Tomás R"),
        agent=_person("anna", Role.AGENT, north, agent="Anna W"),
        analyst=_person("linh", Role.ANALYST),
        administrator=_person("daan", Role.ADMINISTRATOR),
        other_agent=_person("otto", Role.AGENT, south, agent="Otto K"),
        stranger=AnonymousUser(),
    )


def _person(username: str, role: Role, *teams: Team, agent: str = "") -> User:
    return add_person(
        username,
        email=f"{username}@willet.example",
        name=username.capitalize(),
        role=role,
        agent=agent,
        teams=teams,
        password="a long enough secret",
    )


KEPT = KeptRows(made_cast, (ChainEnd, ActivityEntry, Team, User, User.teams.through))
"""The cast of this process of tests."""
