"""The country of a reader decides how numbers are written, and nothing else."""

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from willet.ui import formats, tongues
from willet.ui.tongues import region_from, speaking, tongue


@pytest.mark.parametrize(
    ("accepted", "language", "region"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es", "MX"),
        ("es-419,es;q=0.9", "es", "419"),
        ("en-US,en;q=0.9,es-MX;q=0.5", "es", "MX"),
        ("es;q=0.9,es-MX;q=0.5", "es", ""),
        ("de-CH", "de", "CH"),
        ("de-CH", "es", ""),
        ("de-XX", "de", ""),
        ("zh-Hant-TW", "zh", ""),
        ("*", "de", ""),
        ("", "de", ""),
        ("de-\x00;;q=x", "de", ""),
    ],
)
def test_the_first_entry_of_the_language_names_the_region(
    accepted: str, language: str, region: str
) -> None:
    assert region_from(accepted, language) == region


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("es", "9.074,5"),
        ("es-MX", "9,074.5"),
        ("de", "9.074,5"),
        ("de-CH", "9’074.5"),
        ("es-AR", "9.074,5"),
        ("en-GB", "9,074.5"),
        ("vi", "9.074,5"),
    ],
)
def test_numbers_are_written_as_in_the_country(name: str, number: str) -> None:
    with speaking(name):
        assert formats.number(9074.5).replace("\xa0", " ") == number


def test_what_strangers_ask_for_is_not_remembered_without_end() -> None:
    for number in range(2000):
        region_from(f"de-{number}", "de")

    assert tongues._is_known.cache_info().currsize <= 512


def test_the_language_stays_and_what_was_before_comes_back() -> None:
    with speaking("de-CH"):
        assert (tongue(), gettext("Queue")) == ("de-CH", "Warteschlange")
    assert tongue() == "en"


def test_the_region_is_that_of_its_language_alone() -> None:
    with speaking("es-MX"), translation.override("nl"):
        assert (tongue(), formats.number(9074.5)) == ("nl", "9.074,5")


@pytest.mark.django_db
def test_a_request_leaves_no_region_to_what_is_written_after_it() -> None:
    Client(SERVER_NAME="localhost").get("/account/login/", headers={"accept-language": "es-MX"})

    with translation.override("es"):
        assert tongue() == "es"


@pytest.mark.django_db
def test_a_request_leaves_nothing_to_the_next() -> None:
    client = Client(SERVER_NAME="localhost")
    client.get("/account/login/", headers={"accept-language": "es-MX"})
    client.get("/account/login/", headers={"accept-language": "es"})

    assert tongue().partition("-")[2] == ""
