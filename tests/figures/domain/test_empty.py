"""Every page of figures says, while no calls are in, what it will show and where to begin."""

import re
from pathlib import Path

import pytest

from tests.scaffold.cast import Cast

PAGES = {
    "/": ("Overview", "how many cases were solved"),
    "/resolution/": ("Resolution", "solved at the first contact"),
    "/resolution/evidence/": ("Evidence", "how far to trust the figures"),
    "/resolution/cases/spanning/": (None, "something is doubtful"),
    "/causes/": ("Causes", "what unsolved cases have in common"),
    "/comparison/": ("Comparison", "compares teams and agents fairly"),
    "/calls/": ("Calls", "Every call stands here"),
}


def opened(cast: Cast, role: str, address: str) -> str:
    answer = cast.client(role).get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_empty_page_bears_its_own_name_and_says_what_it_will_show(
    cast: Cast, home: Path, address: str
) -> None:
    title, shows = PAGES[address]

    page = opened(cast, "manager", address)

    assert "No calls yet" in page
    assert shows in page
    assert title is None or f"<h1>{title}</h1>" in page


@pytest.mark.parametrize("address", PAGES)
def test_empty_page_leads_who_may_import_to_importing(cast: Cast, home: Path, address: str) -> None:
    page = opened(cast, "manager", address)

    main = page[page.index("<main") :]
    assert '<a class="button button-main" href="/imports/">Import calls</a>' in main
    assert "/first-steps/" not in main


def test_administrator_is_led_to_the_first_steps_too(cast: Cast, home: Path) -> None:
    page = opened(cast, "administrator", "/")

    main = page[page.index("<main") :]
    assert 'href="/imports/">Import calls</a>' in main
    assert 'href="/first-steps/">First steps</a>' in main


@pytest.mark.parametrize("role", ["agent", "team_lead"])
def test_who_may_not_import_reads_who_may(cast: Cast, home: Path, role: str) -> None:
    page = opened(cast, role, "/causes/")

    assert "Nobody has brought in the records of the phone system yet." in page
    assert '"/imports/"' not in page
