"""The pages of people, opened by every role and the stranger."""

import unicodedata
from threading import enumerate as enumerate_threads

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.scaffold.cast import NORTH, ROLES, Cast
from willet.people.domain import add_person
from willet.people.models import Role, Team, User

SIGN_IN = "/account/login/"

# Address -> status per role; 302 leads the stranger to the sign-in page.
#                    stranger manager lead agent analyst administrator
PAGES = {
    "/people/": (302, 403, 403, 403, 403, 200),
    "/people/add/": (302, 403, 403, 403, 403, 200),
    "/people/teams/": (302, 403, 403, 403, 403, 200),
    "/people/{person}/": (302, 403, 403, 403, 403, 200),
    "/people/teams/{team}/": (302, 403, 403, 403, 403, 200),
    "/profile/": (302, 200, 200, 200, 200, 200),
    "/account/password/change/": (302, 200, 200, 200, 200, 200),
}
ACTIONS = {
    "/people/{person}/active/": (302, 403, 403, 403, 403, 302),
    "/people/{person}/invitation/": (302, 403, 403, 403, 403, 200),
    "/preferences/language/": (302, 302, 302, 302, 302, 302),
    "/preferences/theme/": (302, 302, 302, 302, 302, 302),
}


def address(pattern: str, cast: Cast) -> str:
    team = Team.objects.get(name=NORTH)
    return pattern.format(person=cast.agent.pk, team=team.pk)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("pattern", PAGES)
def test_page_by_role(cast: Cast, role: str, pattern: str) -> None:
    answer = cast.client(role).get(address(pattern, cast))

    assert answer.status_code == PAGES[pattern][ROLES.index(role)]
    if role == "stranger":
        assert answer["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("pattern", ACTIONS)
def test_action_by_role(cast: Cast, role: str, pattern: str) -> None:
    answer = cast.client(role).post(address(pattern, cast), {"active": "1"})

    assert answer.status_code == ACTIONS[pattern][ROLES.index(role)]
    if role == "stranger" and not pattern.startswith("/preferences/"):
        assert answer["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("pattern", ACTIONS)
def test_action_is_not_carried_out_by_opening_its_address(cast: Cast, pattern: str) -> None:
    assert cast.client("administrator").get(address(pattern, cast)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_people_are_listed_in_five_queries(cast: Cast, count: int) -> None:
    for number in range(count):
        person = add_person(f"p{number}", email=f"p{number}@willet.example")
        person.teams.set(Team.objects.all())
    client = cast.client("administrator")

    with CaptureQueriesContext(connection) as asked:
        client.get("/people/")

    # the session, the reader, everybody, everybody's teams, what is unread
    assert len(asked) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_teams_are_listed_in_four_queries(cast: Cast, count: int) -> None:
    for number in range(count):
        Team.objects.create(name=f"Team {number}")
    client = cast.client("administrator")

    with CaptureQueriesContext(connection) as asked:
        client.get("/people/teams/")

    assert len(asked) == 4


def test_administrator_adds_somebody_and_gets_a_link(cast: Cast) -> None:
    form = {"name": "Eva", "username": "eva", "email": "eva@willet.example", "role": "team_lead"}
    form["teams"] = str(Team.objects.get(name=NORTH).pk)

    answer = cast.client("administrator").post("/people/add/", form)

    eva = User.objects.get(username="eva")
    assert (eva.role, [str(team) for team in eva.teams.all()]) == ("team_lead", [NORTH])
    assert "http://localhost/account/password/reset/key/" in answer.content.decode()
    assert not eva.has_usable_password()


@pytest.mark.parametrize("name", ["Nguyễn", unicodedata.normalize("NFD", "Nguyễn")])
def test_person_typed_in_another_unicode_form_is_the_same(cast: Cast, name: str) -> None:
    form = {"name": name, "username": name, "email": "hoa@willet.example", "role": "agent"}

    cast.client("administrator").post("/people/add/", form)

    person = User.objects.get(email="hoa@willet.example")
    assert (person.name, person.username) == ("Nguyễn", "Nguyễn")


def test_double_address_is_refused_in_words(cast: Cast) -> None:
    form = {"username": "eva", "email": "MARIT@willet.example", "role": "agent"}

    answer = cast.client("administrator").post("/people/add/", form)

    assert "Somebody has this address already." in answer.content.decode()
    assert not User.objects.filter(username="eva").exists()


def test_administrator_changes_a_role(cast: Cast) -> None:
    form = {"username": "anna", "email": "anna@willet.example", "role": "analyst", "language": "vi"}

    answer = cast.client("administrator").post(f"/people/{cast.agent.pk}/", form)

    assert answer.status_code == 302
    cast.agent.refresh_from_db()
    assert (cast.agent.role, cast.agent.language) == ("analyst", "vi")


def test_only_administrator_cannot_step_down(cast: Cast) -> None:
    form = {"username": "daan", "email": "daan@willet.example", "role": "agent"}

    answer = cast.client("administrator").post(f"/people/{cast.administrator.pk}/", form)

    assert "is the only administrator" in answer.content.decode()
    cast.administrator.refresh_from_db()
    assert cast.administrator.role == Role.ADMINISTRATOR


def test_only_administrator_cannot_be_deactivated(cast: Cast) -> None:
    client = cast.client("administrator")

    answer = client.post(f"/people/{cast.administrator.pk}/active/", {"active": "0"}, follow=True)

    assert "Daan is the only administrator" in answer.content.decode()


def test_deactivated_person_is_signed_out_at_once(cast: Cast) -> None:
    anna = cast.client("agent")

    cast.client("administrator").post(f"/people/{cast.agent.pk}/active/", {"active": "0"})

    assert anna.get("/profile/").status_code == 302


def test_team_is_renamed_and_removed(cast: Cast) -> None:
    client, north = cast.client("administrator"), Team.objects.get(name=NORTH)

    client.post(f"/people/teams/{north.pk}/", {"name": "Nord"})
    assert Team.objects.get(pk=north.pk).name == "Nord"

    client.post(f"/people/teams/{north.pk}/", {"remove": "1"})
    assert not Team.objects.filter(pk=north.pk).exists()
    assert User.objects.filter(pk=cast.agent.pk).exists()


def test_nobody_raises_their_own_role(cast: Cast) -> None:
    form = {"name": "Anna", "language": "de", "theme": "dark", "role": "administrator"}

    cast.client("agent").post("/profile/", form)

    cast.agent.refresh_from_db()
    assert (cast.agent.role, cast.agent.language, cast.agent.theme) == ("agent", "de", "dark")


# Chosen where       | account de | cookie es | browser asks for nl | page speaks
#   in the account   |     x      |     x     |          x          | de
#   in a cookie      |            |     x     |          x          | es
#   by the browser   |            |           |          x          | nl
@pytest.mark.parametrize(
    ("account", "cookie", "spoken"), [("de", "es", "de"), ("", "es", "es"), ("", "", "nl")]
)
def test_language_of_the_account_goes_before_cookie_and_browser(
    cast: Cast, account: str, cookie: str, spoken: str
) -> None:
    User.objects.filter(pk=cast.agent.pk).update(language=account)
    client = cast.client("agent")
    if cookie:
        client.cookies["willet_language"] = cookie

    page = client.get("/profile/", headers={"accept-language": "nl"}).content.decode()

    assert f'<html lang="{spoken}"' in page


@pytest.mark.parametrize("role", ["agent", "stranger"])
def test_language_switch_is_remembered(cast: Cast, role: str) -> None:
    client = cast.client(role)

    answer = client.post("/preferences/language/", {"language": "vi", "next": "/profile/"})

    assert (answer["Location"], client.cookies["willet_language"].value) == ("/profile/", "vi")
    if role == "agent":
        cast.agent.refresh_from_db()
        assert cast.agent.language == "vi"


@pytest.mark.parametrize("language", ["xx", "", "../../etc", "en-tlh"])
def test_unknown_language_changes_nothing(cast: Cast, language: str) -> None:
    client = cast.client("agent")

    client.post("/preferences/language/", {"language": language})

    cast.agent.refresh_from_db()
    assert (cast.agent.language, "willet_language" in client.cookies) == ("", False)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_switch_leads_to_our_own_pages_only(cast: Cast, elsewhere: str) -> None:
    answer = cast.client("agent").post("/preferences/theme/", {"theme": "dark", "next": elsewhere})

    assert answer["Location"] == "/"


def test_appearance_is_remembered(cast: Cast) -> None:
    client = cast.client("agent")

    client.post("/preferences/theme/", {"theme": "dark"})

    assert 'data-theme="dark"' in client.get("/profile/").content.decode()


def sign_in(client: Client, login: str, password: str) -> int:
    return client.post(SIGN_IN, {"login": login, "password": password}).status_code


@pytest.mark.parametrize("login", ["anna", "anna@willet.example", "ANNA@willet.example"])
def test_sign_in_by_name_or_address(cast: Cast, login: str) -> None:
    client = Client(SERVER_NAME="localhost")

    assert sign_in(client, login, "a long enough secret") == 302
    assert client.get("/profile/").status_code == 200


def test_wrong_password_says_the_same_as_an_unknown_name(cast: Cast) -> None:
    def answer(login: str) -> str:
        form = {"login": login, "password": "wrong"}
        page = Client(SERVER_NAME="localhost").post(SIGN_IN, form).content.decode()
        return page.partition('role="alert"')[2].partition("</div>")[0]

    assert answer("anna") == answer("nobody") != ""


def test_deactivated_person_cannot_sign_in(cast: Cast) -> None:
    User.objects.filter(pk=cast.agent.pk).update(is_active=False)
    client = Client(SERVER_NAME="localhost")

    sign_in(client, "anna", "a long enough secret")

    assert client.get("/profile/").status_code == 302


def test_guessing_is_slowed_down(cast: Cast) -> None:
    client = Client(SERVER_NAME="localhost")

    for _attempt in range(5):
        sign_in(client, "anna", "wrong")
    page = client.post(SIGN_IN, {"login": "anna", "password": "a long enough secret"})

    assert "Too many failed login attempts" in page.content.decode()


@pytest.mark.django_db
def test_registration_is_closed() -> None:
    client = Client(SERVER_NAME="localhost")
    form = {
        "username": "eva",
        "email": "e@e.example",
        "password1": "x1y2z3w4v5",
        "password2": "x1y2z3w4v5",
    }

    for answer in (client.get("/account/signup/"), client.post("/account/signup/", form)):
        assert "Accounts are made by your administrator" in answer.content.decode()
    assert not User.objects.filter(username="eva").exists()


def wait_for_mail() -> None:
    """Mail is sent beside the answer."""
    for thread in enumerate_threads():
        if thread.name == "mail":
            thread.join(10)


@pytest.mark.parametrize("email", ["anna@willet.example", "nobody@willet.example"])
def test_password_reset_does_not_tell_who_has_an_account(
    cast: Cast, mailoutbox: list[object], email: str
) -> None:
    client = Client(SERVER_NAME="localhost")

    answer = client.post(reverse("account_reset_password"), {"email": email})
    wait_for_mail()

    assert (answer.status_code, answer["Location"]) == (302, "/account/password/reset/done/")
    assert len(mailoutbox) == (1 if email.startswith("anna") else 0)
