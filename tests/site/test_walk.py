"""Every address of the resolver, opened by every role, in every language: one that is forgotten fails here."""

from collections import Counter

import pytest

from tests.scaffold.cast import ROLES, Cast
from tests.scaffold.walk import PAGES, VISITS, Visit, names
from tests.site.test_languages_of_pages import LANGUAGES, left_in_english
from willet.people.models import User


def test_every_address_of_the_resolver_is_walked_once() -> None:
    assert Counter(names()) == Counter(visit.name for visit in VISITS)


def test_an_address_without_a_name_shows_as_its_pattern() -> None:
    assert [name for name in names() if "/" in name] == []


@pytest.mark.parametrize("role", ROLES)
def test_role_meets_what_the_table_draws(cast: Cast, things: dict[str, object], role: str) -> None:
    met = {v.name: opened(cast, role, v.address.format(**things)) for v in VISITS}

    assert met == {v.name: v.statuses[role] for v in VISITS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_the_language(
    cast: Cast, things: dict[str, object], language: str
) -> None:
    User.objects.update(language=language)

    left = {visit.name: left_on(cast, things, visit, language) for visit in PAGES}

    assert left == {visit.name: [] for visit in PAGES}


def opened(cast: Cast, role: str, address: str) -> int:
    """The status that a person who has just signed in meets at an address."""
    return cast.client(role).get(address).status_code


def left_on(cast: Cast, things: dict[str, object], visit: Visit, language: str) -> list[str]:
    """What stays in English on one page, opened by who may."""
    page = cast.client(visit.reader()).get(
        visit.address.format(**things), headers={"accept-language": language}
    )
    return list(left_in_english(page.content.decode(), language))
