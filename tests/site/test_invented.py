"""A home of the demo says on every page that what it shows is invented; any other home says nothing of it."""

import pytest
from django.test import override_settings

from tests.scaffold.cast import Cast

PAGES = [
    ("stranger", "/account/login/"),
    ("stranger", "/account/password/reset/"),
    ("administrator", "/"),
    ("administrator", "/people/"),
    ("administrator", "/no/such/page/"),
    ("agent", "/people/"),
]
WORDS = {
    "en": "A demonstration: these calls and people are invented.",
    "nl": "Een demo: deze oproepen en mensen zijn verzonnen.",
    "de": "Eine Demo: Diese Anrufe und Personen sind erfunden.",
    "es": "Una demostración: estas llamadas y personas son inventadas.",
    "vi": "Bản trình diễn: các cuộc gọi và những người này là hư cấu.",
}


def mentions(cast: Cast, role: str, page: str, language: str = "en") -> int:
    answer = cast.client(role).get(page, headers={"accept-language": language})
    return answer.content.decode().count(WORDS[language])


@pytest.mark.parametrize(("role", "page"), PAGES)
@override_settings(WILLET_INVENTED=True)
def test_demo_says_on_each_page_that_it_is_invented(cast: Cast, role: str, page: str) -> None:
    assert mentions(cast, role, page) == 1


@pytest.mark.parametrize(("role", "page"), PAGES)
def test_ordinary_home_says_nothing_of_it(cast: Cast, role: str, page: str) -> None:
    assert mentions(cast, role, page) == 0


@pytest.mark.parametrize("language", WORDS)
@override_settings(WILLET_INVENTED=True)
def test_demo_says_so_in_the_language_of_the_reader(cast: Cast, language: str) -> None:
    assert mentions(cast, "stranger", "/account/login/", language) == 1
