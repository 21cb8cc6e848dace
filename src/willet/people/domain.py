"""What can be done with people: add, change, send away, invite, and fill a demo."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from os import O_CREAT, O_TRUNC, O_WRONLY, fdopen
from os import open as open_private
from pathlib import Path
from typing import Final

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

import willet
from willet.core.records import RequestError
from willet.people.models import Role, Team, User
from willet.store.turns import take_turn

DEMO_FILE: Final = "demo-sign-in.txt"
_DEMO_DOMAIN: Final = "@willet.example"
_BUSIEST: Final = """
    SELECT agent, team FROM contacts WHERE agent IS NOT NULL AND team IS NOT NULL
    GROUP BY agent, team ORDER BY count(*) DESC, agent, team LIMIT 1
"""
_DEMO_NAMES: Final = {
    Role.MANAGER: "Marit Visser",
    Role.TEAM_LEAD: "Tomás Romero",
    Role.AGENT: "Anna Weber",
    Role.ANALYST: "Linh Trần",
    Role.ADMINISTRATOR: "Daan de Boer",
}


class LastAdministratorError(RequestError):
    """The change would leave nobody who can manage people."""


@dataclass(frozen=True)
class DemoPerson:
    """How to sign in as one of the demo's people."""

    role: str
    email: str
    password: str


@transaction.atomic
def add_person(
    username: str,
    *,
    email: str,
    role: str = Role.AGENT,
    name: str = "",
    agent: str = "",
    language: str = "",
    teams: Iterable[Team] = (),
    password: str | None = None,
) -> User:
    """Make an account; without a password the person chooses one through an invitation link.

    Raises:
        ValidationError: a field breaks its rule, or the name or address is taken.
    """
    person = User.objects.create_user(
        username, email, password, role=role, name=name, agent=agent, language=language
    )
    person.teams.set(teams)
    return person


@transaction.atomic
def deactivate(person: User) -> None:
    """Stop somebody from signing in; what they did stays.

    Raises:
        LastAdministratorError: nobody else could manage people.
    """
    require_an_administrator_without(person)
    person.is_active = False
    person.save(update_fields=["is_active"])


def reactivate(person: User) -> None:
    """Let somebody sign in again."""
    person.is_active = True
    person.save(update_fields=["is_active"])


def require_an_administrator_without(person: User) -> None:
    """Make sure that somebody who can sign in manages people without this one, as long as the transaction lasts.

    Raises:
        LastAdministratorError: this one can, and nobody else.
    """
    # Two administrators who send each other away at one moment would leave nobody.
    take_turn("administrators")
    able = User.objects.administrators()
    if able.filter(pk=person.pk).exists() and not able.exclude(pk=person.pk).exists():
        raise LastAdministratorError(
            _(
                "{person} is the only administrator with a password. Make somebody else one first; "
                "who is invited counts from the day they choose a password."
            ).format(person=person)
        )


def invitation_path(person: User) -> str:
    """The address, valid for three days and once, at which the person sets a password."""
    key = default_token_generator.make_token(person)
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": key},
    )


def demo_people(home: Path) -> list[DemoPerson]:
    """One person per role for the demo; their passwords rest in a file that only its owner may read.

    A second call gives the same people; one whose password was not kept gets a new one. Where the home has
    calls already, the agent gets the name of the busiest one, and the lead that agent's team.
    """
    kept = _read_demo_file(home / DEMO_FILE)
    people = [_demo_person(role, kept.get(role.value)) for role in Role]
    _write_demo_file(home / DEMO_FILE, people)
    if not User.objects.filter(email__endswith=_DEMO_DOMAIN).exclude(agent="").exists():
        _link_to_the_busiest(home / "lake")
    return people


@transaction.atomic
def _demo_person(role: Role, password: str | None) -> DemoPerson:
    email = f"{role.value.replace('_', '-')}{_DEMO_DOMAIN}"
    person = User.objects.filter(email=email).first()
    known = password or secrets.token_urlsafe(12)
    if person is None:
        add_person(role.value, email=email, role=role, name=_DEMO_NAMES[role], password=known)
    elif password is None:
        person.set_password(known)
        person.save(update_fields=["password"])
    return DemoPerson(role.value, email, known)


def link_demo_people(*, agent: str, team: str) -> None:
    """Let the demo’s agent be one of the call records and go by that name; give the lead and the agent a team."""
    its_team, _is_new = Team.objects.get_or_create(name=team)
    demo = User.objects.filter(email__endswith=_DEMO_DOMAIN)
    for person in demo.filter(role=Role.AGENT):
        person.agent = person.name = agent
        person.save(update_fields=["agent", "name"])
    for person in demo.filter(role__in=[Role.AGENT, Role.TEAM_LEAD]):
        person.teams.set([its_team])


def _link_to_the_busiest(lake: Path) -> None:
    if not (lake / "HEAD").exists():
        return
    with willet.open(lake).lake.snapshot().reading() as calls:
        busiest = calls.execute(_BUSIEST).fetchone()
    if busiest is not None:
        link_demo_people(agent=busiest[0], team=busiest[1])


def _read_demo_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {parts[0]: parts[2] for parts in lines if len(parts) == 3}


def _write_demo_file(path: Path, people: Iterable[DemoPerson]) -> None:
    descriptor = open_private(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    with fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{p.role}\t{p.email}\t{p.password}\n" for p in people)
