"""The first person of an installation: by the printed address alone, once, and signed in at once."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from tests.scaffold.cast import Cast
from willet.activity.models import Act, ActivityEntry
from willet.notices.domain.choices import language_of
from willet.people.domain import add_person
from willet.people.models import Role, User
from willet.people.opening.key import opening_path
from willet.people.opening.taking import free_username, take_installation

SECRET = "five long enough words"
WHO = {"name": "Ngoc", "email": "Ngoc.Anh@centre.example", "password": SECRET, "again": SECRET}


def browser() -> Client:
    return Client(SERVER_NAME="localhost")


def begin(**answers: str) -> tuple[Client, str]:
    """A browser that opened the printed address and said who it is; and the page it then reads."""
    new, path = browser(), opening_path()
    assert path is not None
    answer = new.post(path, WHO | answers, follow=True)
    return new, answer.content.decode()


@pytest.mark.django_db
def test_first_page_asks_who_you_are_and_says_what_comes_of_it() -> None:
    page = browser().get(str(opening_path())).content.decode()

    assert re.findall(r'name="(name|email|password|again)"', page) == list(WHO)
    assert "You become the administrator of this installation" in page


@pytest.mark.django_db
def test_first_person_administers_and_is_signed_in_at_once() -> None:
    new, page = begin()

    person = User.objects.get()
    named = (person.name, person.email, person.username, person.role)
    assert named == ("Ngoc", "Ngoc.Anh@centre.example", "Ngoc.Anh", Role.ADMINISTRATOR)
    assert person.check_password(SECRET)
    assert "<h1>First steps</h1>" in page
    assert new.get("/people/").status_code == 200
    assert ActivityEntry.objects.filter(act=Act.SIGNED_IN, thing_id=str(person.pk)).count() == 1


@pytest.mark.django_db
def test_first_person_is_written_to_in_the_language_they_began_in() -> None:
    browser().post(str(opening_path()), WHO, headers={"accept-language": "es-MX"})

    assert language_of(User.objects.get()) == "es"


@pytest.mark.django_db
def test_printed_address_opens_nothing_once_it_was_used() -> None:
    path = str(opening_path())
    begin()

    late = browser()
    answer = late.post(path, WHO | {"email": "late@centre.example"})

    assert "This link no longer works" in answer.content.decode()
    assert (User.objects.count(), opening_path()) == (1, None)
    assert late.get("/people/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("age_days", [3.01, 400])
def test_printed_address_ends_after_three_days(
    age_days: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(opening_path())
    later = (timezone.now() + timedelta(days=age_days)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert "This link no longer works" in browser().get(path).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key",
    ["x", "ImZpcnN0Ig:1vOvVW:AAAA", signing.dumps("first")],
    ids=["guessed", "forged", "signed for something else"],
)
def test_address_that_was_never_printed_opens_nothing(key: str) -> None:
    answer = browser().post(f"/start/{key}/", WHO)

    assert "This link no longer works" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"email": "no address"}, "Enter a valid email address."),
        ({"password": "short", "again": "short"}, "This password is too short."),
        ({"again": SECRET + "!"}, "The two passwords differ. Type the same one twice."),
        ({"password": "1234567890123", "again": "1234567890123"}, "entirely numeric"),
        ({"password": "Ngoc.Anh@centre", "again": "Ngoc.Anh@centre"}, "too similar to the"),
    ],
)
def test_answer_that_breaks_a_rule_is_said_beside_its_field(
    wrong: dict[str, str], words: str
) -> None:
    _new, page = begin(**wrong)

    assert words in page
    assert not User.objects.exists()


def test_installation_with_an_administrator_prints_nothing(cast: Cast) -> None:
    assert opening_path() is None


def test_installation_whose_administrators_are_gone_opens_anew(cast: Cast) -> None:
    User.objects.filter(role=Role.ADMINISTRATOR).update(is_active=False)

    begin(email="new@centre.example")

    who = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    assert [person.email for person in who] == ["new@centre.example"]


def test_address_of_somebody_else_is_refused(cast: Cast) -> None:
    User.objects.filter(role=Role.ADMINISTRATOR).update(is_active=False)

    _new, page = begin(email="MARIT@willet.example")

    assert "Somebody has this address already." in page


@pytest.mark.django_db
def test_account_that_was_made_for_whoever_comes_first_goes() -> None:
    add_person("administrator", email="administrator@willet.invalid", role=Role.ADMINISTRATOR)

    begin()

    assert [person.username for person in User.objects.all()] == ["Ngoc.Anh"]


@pytest.mark.django_db
def test_of_two_at_once_one_becomes_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other opened the address before, and sends the form after."""
    monkeypatch.setattr("willet.people.opening.views.opens", lambda key: True)
    path = str(opening_path())
    take_installation(name="Quick", email="quick@centre.example", password=SECRET)

    page = browser().post(path, WHO).content.decode()

    assert "Somebody is the administrator already. Ask them for an invitation." in page
    assert [person.name for person in User.objects.all()] == ["Quick"]


@pytest.mark.parametrize(
    ("email", "username"),
    [
        ("otto@other.example", "otto-2"),
        ("OTTO@other.example", "OTTO-2"),
        ("new.one@other.example", "new.one"),
        (f"{'x' * 64}@other.example", "x" * 60),
        ("o'brien@example.ie", "o-brien"),
        ("a!#$%&*b@other.example", "a-b"),
        ("a+b_c-d@other.example", "a+b_c-d"),
        ("{otto}@other.example", "otto-2"),
        ("''@other.example", "person"),
        ('"two words"@other.example', "two-words"),
        (f"'{'x' * 63}@other.example", "x" * 60),
    ],
)
def test_user_name_is_one_that_nobody_has(cast: Cast, email: str, username: str) -> None:
    assert free_username(email) == username


@pytest.mark.django_db
def test_first_person_whose_address_is_no_user_name_administers() -> None:
    begin(email="o'brien@example.ie")

    person = User.objects.get()
    assert (person.email, person.username) == ("o'brien@example.ie", "o-brien")


@pytest.mark.django_db
def test_what_the_account_refuses_is_said_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """No form's rule catches it: here, a user name that the account does not take."""
    monkeypatch.setattr("willet.people.opening.taking.free_username", lambda email: "two words")

    _new, page = begin()

    assert "Enter a valid username." in page
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/people/", "/account/login/"])
def test_stranger_reads_where_the_address_was_printed_and_not_the_address(page: str) -> None:
    answer = browser().get(page, follow=True)

    text = answer.content.decode()
    assert "Nobody administers this installation yet" in text
    assert "it printed an address" in text
    assert "/start/" not in text
    assert 'name="password"' not in text


def test_sign_in_page_says_nothing_of_it_once_somebody_administers(cast: Cast) -> None:
    text = browser().get("/account/login/").content.decode()

    assert "Nobody administers" not in text
    assert 'name="password"' in text


def test_others_still_sign_in_where_nobody_administers(cast: Cast) -> None:
    User.objects.filter(role=Role.ADMINISTRATOR).update(is_active=False)

    text = browser().get("/account/login/").content.decode()

    assert "Nobody administers this installation yet" in text
    assert 'name="password"' in text
