"""Every address of the resolver, opened by every role, in every language: one that is forgotten fails here."""

from collections import Counter

import pytest

from tests.scaffold.cast import ROLES, Cast
from tests.scaffold.walk import PAGES, VISITS, Visit, names, rooms
from tests.site.test_languages_of_pages import LANGUAGES, left_in_english
from willet.people.models import User


def test_every_address_of_the_resolver_is_walked_once() -> None:
    assert Counter(names()) == Counter(visit.name for visit in VISITS)


def test_an_address_without_a_name_shows_as_its_pattern() -> None:
    assert [name for name in names() if "/" in name] == []


@pytest.mark.parametrize("room", rooms())
def test_each_role_meets_what_the_table_draws(
    cast: Cast, things: dict[str, object], room: str
) -> None:
    visits = [visit for visit in VISITS if visit.room == room]

    met = {
        (visit.name, role): opened(cast, role, visit.address.format(**things))
        for visit in visits
        for role in ROLES
    }

    assert met == {(visit.name, role): visit.statuses[role] for visit in visits for role in ROLES}


@pytest.mark.parametrize("room", rooms())
def test_every_page_speaks_each_language(cast: Cast, things: dict[str, object], room: str) -> None:
    pages = [visit for visit in PAGES if visit.room == room]

    left = {
        (visit.name, language): left_on(cast, things, visit, language)
        for language in LANGUAGES
        for visit in pages
    }

    assert left == {(visit.name, language): [] for language in LANGUAGES for visit in pages}


def opened(cast: Cast, role: str, address: str) -> int:
    """The status that a person who has just signed in meets at an address."""
    return cast.client(role).get(address).status_code


def left_on(cast: Cast, things: dict[str, object], visit: Visit, language: str) -> list[str]:
    """What stays in English on one page, opened by who may."""
    User.objects.update(language=language)
    page = cast.client(visit.reader()).get(
        visit.address.format(**things), headers={"accept-language": language}
    )
    return list(left_in_english(page.content.decode(), language))
