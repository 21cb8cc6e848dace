"""A common word of any of the five languages is no password, whatever is put around it; several words are one."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.utils import translation

from willet.people.domain import add_person, invitation_path
from willet.people.signin.weak_words import CHOSEN

REFUSED = [
    "passwort123",
    "Passwort123!",
    "wachtwoord1",
    "contraseña1",
    "Contrasen\u0303a2026",  # The tilde as a mark of its own.
    "matkhau123",
    "Mật khẩu 1",
    "password2026",
    "P4ssw0rt!!!!",
    "2026Willkommen",
    "kennwortkennwort",
    "Sommer2026!",
    "welkom-2026",
    "Bienvenidos.1",
    "anhyeuem123",
    "Donnerstag1",
    "noviembre26",
    "Deutschland1",
    "TâyBanNha99",
    "klantenservice1",
    "qwertyuiop12",
    "abc7654321",
]
TAKEN = [
    "vier Pferde am Kanal",
    "drie fietsen en een kom",
    "cuatro lunas de papel",
    "bốn chiếc thuyền giấy",
    "five long enough words",
    "passwortschildkröte",
    "sommerwinterschuhe",
    "k7-wolke-28x-ton",
    "Rr8vQxmTz4",
    "48201973655k",
    "4820-b-197365",
]


def codes_of(password: str) -> set[str]:
    """Why a password is refused; nothing where it is taken."""
    try:
        validate_password(password)
    except ValidationError as refused:
        return {str(error.code) for error in refused.error_list}
    return set()


@pytest.mark.parametrize("password", REFUSED)
def test_common_word_with_digits_or_signs_is_refused(password: str) -> None:
    assert codes_of(password) in ({"password_common_word"}, {"password_too_common"})


@pytest.mark.parametrize("password", TAKEN)
def test_several_words_and_letters_without_sense_are_taken(password: str) -> None:
    assert codes_of(password) == set()


@pytest.mark.parametrize("language", CHOSEN)
def test_words_are_listed_as_they_are_looked_for(language: str) -> None:
    words = CHOSEN[language].split()

    assert [
        word for word in words if not (word.isascii() and word.isalpha() and word.islower())
    ] == []
    assert len(words) == len(set(words))


@pytest.mark.parametrize("language", CHOSEN)
def test_sentence_is_in_the_readers_language(language: str) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password("wachtwoord1")

    (sentence,) = refused.value.messages
    assert ("common word with digits" in sentence) == (language == "en")


@pytest.mark.django_db
@override_settings(LANGUAGE_CODE="nl")
def test_page_of_an_invitation_says_why_a_password_is_refused() -> None:
    person = add_person("eva", email="eva@willet.example")
    new = Client(SERVER_NAME="localhost", headers={"accept-language": "nl"})
    form = new.get(invitation_path(person), follow=True).redirect_chain[-1][0]

    page = new.post(form, {"password1": "wachtwoord1", "password2": "wachtwoord1"})

    person.refresh_from_db()
    assert "een veelgebruikt woord" in page.content.decode()
    assert not person.has_usable_password()
