"""Every address of the resolver, opened by every role, each page in a language: one that is forgotten fails here."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import cycle
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.scaffold.cast import ROLES, Cast
from tests.scaffold.walk import PAGES, VISITS, Visit, names, rooms
from tests.site.test_languages_of_pages import LANGUAGES, left_in_english
from willet.people.models import User

HREF = re.compile(r'<a [^>]*href="(/[^"#]*)')
DRAWN = {visit.name: language for visit, language in zip(PAGES, cycle(LANGUAGES), strict=False)}
"""A language for each page, each as often as the others; every page in every language is a proof."""


def test_every_address_of_the_resolver_is_walked_once() -> None:
    assert Counter(names()) == Counter(visit.name for visit in VISITS)


def test_an_address_without_a_name_shows_as_its_pattern() -> None:
    assert [name for name in names() if "/" in name] == []


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("room", rooms())
def test_each_role_meets_what_the_table_draws(
    cast: Cast, things: dict[str, object], room: str
) -> None:
    visits = [visit for visit in VISITS if visit.room == room]
    browsers = {role: cast.client(role) for role in ROLES}

    met = {
        (visit.name, role): browsers[role].get(visit.address.format(**things))
        for visit in visits
        for role in ROLES
    }

    statuses = {(visit.name, role): visit.statuses[role] for visit in visits for role in ROLES}
    assert {place: response.status_code for place, response in met.items()} == statuses
    refused = {
        place: list(ways_refused(browsers[place[1]], place[1], page)) for place, page in met.items()
    }
    assert {place: ways for place, ways in refused.items() if ways} == {}


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize("room", rooms())
def test_every_page_speaks_the_language_drawn_for_it(
    cast: Cast, things: dict[str, object], room: str
) -> None:
    pages = [visit for visit in PAGES if visit.room == room]

    left = {visit.name: left_on(cast, things, visit, DRAWN[visit.name]) for visit in pages}

    assert left == {visit.name: [] for visit in pages}


@pytest.mark.proof
@pytest.mark.parametrize("room", rooms())
def test_every_page_speaks_each_language(cast: Cast, things: dict[str, object], room: str) -> None:
    pages = [visit for visit in PAGES if visit.room == room]

    left = {
        (visit.name, language): left_on(cast, things, visit, language)
        for language in LANGUAGES
        for visit in pages
    }

    assert left == {(visit.name, language): [] for language in LANGUAGES for visit in pages}


def ways_refused(browser: Client, role: str, page: Any) -> Iterator[str]:
    """The links of a page at which its own reader is refused.

    Only those are followed that the table draws as closed to the role: some are open for one thing and not another.
    """
    if page.status_code != 200 or "text/html" not in page.headers.get("Content-Type", ""):
        return
    for way in sorted({unescape(way) for way in HREF.findall(page.content.decode())}):
        if _closed(way, role) and browser.get(way).status_code == 403:
            yield way


def _closed(way: str, role: str) -> bool:
    try:
        name = resolve(way.partition("?")[0]).view_name
    except Resolver404:
        return False
    return any(visit.statuses[role] == 403 for visit in VISITS if visit.name == name)


def left_on(cast: Cast, things: dict[str, object], visit: Visit, language: str) -> list[str]:
    """What stays in English on one page, opened by who may."""
    User.objects.update(language=language)
    page = cast.client(visit.reader()).get(
        visit.address.format(**things), headers={"accept-language": language}
    )
    return list(left_in_english(page.content.decode(), language))
