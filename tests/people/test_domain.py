"""What can be done with people."""

import stat
import unicodedata
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.scaffold.cast import Cast
from tests.scaffold.shelf import Shelf
from willet.people.domain import (
    LastAdministratorError,
    add_person,
    deactivate,
    demo_people,
    invitation_path,
    link_demo_people,
    reactivate,
)
from willet.people.models import Role, Team, User
from willet.people.opening.key import opening_path
from willet.people.signin.backend import people_named


@pytest.mark.django_db
def test_added_person_without_a_password_cannot_sign_in_yet() -> None:
    person = add_person("eva", email="Eva@Willet.example", role=Role.ANALYST)

    assert (person.email, person.role, person.has_usable_password()) == (
        "Eva@willet.example",
        "analyst",
        False,
    )


@pytest.mark.parametrize(
    ("username", "email", "field"),
    [
        ("marit", "new@willet.example", "username"),
        ("new", "MARIT@willet.example", "__all__"),
        ("new", "no address", "email"),
        ("with space", "new@willet.example", "username"),
    ],
)
def test_person_who_breaks_a_rule_is_refused(
    cast: Cast, username: str, email: str, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_person(username, email=email)

    assert list(refused.value.message_dict) == [field]


@pytest.mark.django_db
def test_unknown_role_is_refused() -> None:
    with pytest.raises(ValidationError, match="role"):
        add_person("eva", email="eva@willet.example", role="emperor")


def test_last_administrator_stays(cast: Cast) -> None:
    with pytest.raises(LastAdministratorError, match="Daan is the only administrator"):
        deactivate(cast.administrator)

    assert User.objects.get(pk=cast.administrator.pk).is_active


@pytest.mark.parametrize(
    ("role", "password", "active"),
    [
        (Role.ADMINISTRATOR, None, True),
        (Role.ADMINISTRATOR, "a long enough secret", False),
        (Role.MANAGER, "a long enough secret", True),
    ],
    ids=["only invited", "deactivated", "no administrator"],
)
def test_administrator_stays_where_nobody_else_could_come_in(
    cast: Cast, role: Role, password: str | None, active: bool
) -> None:
    other = add_person("eva", email="eva@willet.example", role=role, password=password)
    User.objects.filter(pk=other.pk).update(is_active=active)

    with pytest.raises(LastAdministratorError):
        deactivate(cast.administrator)

    assert opening_path() is None


def test_administrator_who_was_only_invited_may_go(cast: Cast) -> None:
    eva = add_person("eva", email="eva@willet.example", role=Role.ADMINISTRATOR)

    deactivate(eva)

    assert not User.objects.get(pk=eva.pk).is_active


def test_administrator_may_go_when_there_is_another(cast: Cast) -> None:
    secret = "a long enough secret"
    add_person("eva", email="eva@willet.example", role=Role.ADMINISTRATOR, password=secret)

    deactivate(cast.administrator)
    assert not User.objects.get(pk=cast.administrator.pk).is_active

    reactivate(cast.administrator)
    assert User.objects.get(pk=cast.administrator.pk).is_active


def test_invitation_opens_once(cast: Cast) -> None:
    new, secret = Client(SERVER_NAME="localhost"), "Fünf neue Wörter"
    opened = new.get(invitation_path(cast.agent), follow=True)
    form = opened.redirect_chain[-1][0]

    saved = new.post(form, {"password1": secret, "password2": secret})

    assert (saved.status_code, saved["Location"]) == (302, "/start/")
    cast.agent.refresh_from_db()
    assert cast.agent.check_password(secret)


def test_invitation_says_whose_it_is_and_signs_in(cast: Cast) -> None:
    new, secret = Client(SERVER_NAME="localhost"), "Fünf neue Wörter"
    opened = new.get(invitation_path(cast.agent), follow=True)

    new.post(opened.redirect_chain[-1][0], {"password1": secret, "password2": secret})

    assert "For Anna, who signs in as anna@willet.example." in opened.content.decode()
    assert new.get("/profile/").context["user"] == cast.agent


def test_used_invitation_no_longer_works(cast: Cast) -> None:
    path = invitation_path(cast.agent)
    cast.agent.set_password("another long secret")
    cast.agent.save()

    answer = Client(SERVER_NAME="localhost").get(path)

    assert "This link no longer works" in answer.content.decode()


@pytest.mark.django_db
def test_demo_people_are_one_per_role_and_can_sign_in(tmp_path: Path) -> None:
    people = demo_people(tmp_path)

    assert [person.role for person in people] == [role.value for role in Role]
    for person in people:
        assert User.objects.get(email=person.email).check_password(person.password)


@pytest.mark.django_db
def test_demo_passwords_rest_in_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    people = demo_people(tmp_path)

    file = tmp_path / "demo-sign-in.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = [f"{p.role}\t{p.email}\t{p.password}" for p in people]
    assert file.read_text(encoding="utf-8").splitlines() == lines


@pytest.mark.django_db
def test_second_demo_has_the_same_people(tmp_path: Path) -> None:
    first = demo_people(tmp_path)

    assert demo_people(tmp_path) == first
    assert User.objects.count() == len(Role)


@pytest.mark.django_db
def test_demo_whose_file_was_lost_gets_new_passwords(tmp_path: Path) -> None:
    demo_people(tmp_path)
    (tmp_path / "demo-sign-in.txt").unlink()

    for person in demo_people(tmp_path):
        assert User.objects.get(email=person.email).check_password(person.password)


@pytest.mark.django_db
def test_demo_passwords_differ(tmp_path: Path) -> None:
    assert len({person.password for person in demo_people(tmp_path)}) == len(Role)


@pytest.mark.django_db
def test_demo_agent_is_linked_to_the_calls(tmp_path: Path) -> None:
    demo_people(tmp_path)

    link_demo_people(agent="Ann", team="North")

    agent, lead = User.objects.get(role=Role.AGENT), User.objects.get(role=Role.TEAM_LEAD)
    north = Team.objects.get(name="North")
    assert (agent.agent, agent.name) == ("Ann", "Ann")
    assert (list(agent.teams.all()), list(lead.teams.all())) == ([north], [north])


TAKEN = """
agent | team  | calls
Bea B | North | 3
Ann A | South | 3
Cor C | North | 2
Cor C | South | 2
Dan D |       | 5
      | North | 6
"""
"""Ann and Bea took as many, and Ann stands first; Cor took more, in two teams; Dan has none; nobody is no agent."""


@pytest.mark.django_db
def test_demo_agent_is_the_busiest_of_the_lake(home: Path, shelf: Shelf) -> None:
    table = [[cell.strip() for cell in line.split("|")] for line in TAKEN.strip().splitlines()[1:]]
    takers = [f"{agent},{team}" for agent, team, calls in table for _ in range(int(calls))]
    calls = [f"{n},2026-03-02 09:{n:02}:00,{taker}" for n, taker in enumerate(takers)]
    shelf.put(home, "\n".join(["contact_id,arrived_at,agent,team", *calls]), count=21)

    demo_people(home)

    person = User.objects.get(role=Role.AGENT)
    assert (person.agent, [str(t) for t in person.teams.all()]) == ("Ann A", ["South"])


NFC, MIXED = "Nguyễn", "Nguy\u00ea\u0303n"
"""Composed; and a letter with its first mark composed, the second apart."""


@pytest.mark.django_db
@pytest.mark.parametrize("form", [NFC, unicodedata.normalize("NFD", NFC), MIXED])
def test_name_in_three_unicode_forms_is_one_person(form: str) -> None:
    person = add_person(form, email="hoa@willet.example", name=form, agent=form)

    assert (person.name, person.agent, person.username) == (NFC, NFC, NFC)
    assert [next(iter(people_named(login))) for login in (NFC, form)] == [person, person]


@pytest.mark.django_db
@pytest.mark.parametrize("form", [NFC, unicodedata.normalize("NFD", NFC), MIXED])
def test_second_person_of_that_name_is_refused_in_any_form(form: str) -> None:
    add_person(NFC, email="one@willet.example")

    with pytest.raises(ValidationError) as refused:
        add_person(form, email="two@willet.example")

    assert list(refused.value.message_dict) == ["username"]


@pytest.mark.django_db
def test_two_names_that_differ_by_capitals_alone_are_one_name_to_whoever_signs_in() -> None:
    add_person("binh", email="one@willet.example")

    with pytest.raises(ValidationError) as refused:
        add_person("BINH", email="two@willet.example")

    assert refused.value.messages == ["Somebody has this user name already."]
