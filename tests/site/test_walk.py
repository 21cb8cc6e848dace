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
@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_role_meets_what_the_table_draws(
    cast: Cast, things: dict[str, object], visit: Visit, role: str
) -> None:
    answer = cast.client(role).get(visit.address.format(**things))

    assert answer.status_code == visit.statuses[role]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("visit", PAGES, ids=lambda visit: visit.name)
def test_page_speaks_the_language(
    cast: Cast, things: dict[str, object], visit: Visit, language: str
) -> None:
    User.objects.update(language=language)

    page = cast.client(visit.reader()).get(
        visit.address.format(**things), headers={"accept-language": language}
    )

    assert list(left_in_english(page.content.decode(), language)) == []
