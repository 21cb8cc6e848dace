"""Calls and imports in a real browser, in five languages and with live progress."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.calls.views.test_call import address_of
from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from tests.scaffold.small_lake import TABLE, csv_of
from willet.imports.tasks import work

Shots = Callable[[Any, str], Path]


def pages() -> dict[str, str]:
    return {
        "calls": "/calls/?period=all&metric=service_level",
        "no-calls": "/calls/?from=2020-01-01&to=2020-01-01",
        "call": address_of("c01"),
        "case": "/cases/case:table:c03/",
        "imports": "/imports/",
        "mapping": "/imports/mappings/new/",
    }


@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
def test_pages_are_clean_in_axe(
    browser_page: BrowserPage, cast: Cast, small_lake: Path, shots: Shots, language: str
) -> None:
    cast.manager.language = language
    cast.manager.save()
    browser_page.sign_in(cast.manager)

    found = {}
    for name, address in pages().items():
        browser_page.open(address)
        shots(browser_page.page, f"{name}-{language}")
        found[name] = browser_page.axe()

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_are_clean_on_a_phone(
    browser_page: BrowserPage, cast: Cast, small_lake: Path, shots: Shots, theme: str
) -> None:
    cast.manager.theme, cast.manager.language = theme, "de"
    cast.manager.save()
    browser_page.sign_in(cast.manager)
    browser_page.page.set_viewport_size({"width": 360, "height": 780})

    for name, address in pages().items():
        browser_page.open(address)
        shots(browser_page.page, f"{name}-phone-{theme}")
        assert (browser_page.overflow(), browser_page.axe()) == (0, [])


def test_an_import_from_the_chooser_to_the_run(
    browser_page: BrowserPage, cast: Cast, home: Path, shots: Shots, tmp_path: Path
) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text(csv_of(TABLE) + "c13,soon,sales\n", encoding="utf-8")
    browser_page.sign_in(cast.manager)
    page = browser_page.page

    browser_page.open("/imports/")
    page.get_by_label("Files", exact=True).set_input_files(calls)
    page.get_by_text("More to tell").click()
    page.get_by_label("Time zone").fill("Europe/Amsterdam")
    page.get_by_role("button", name="Read the files").click()
    page.get_by_text("Waiting for a worker").wait_for()
    shots(page, "upload-waiting")
    assert browser_page.axe() == []

    work(once=True)
    page.get_by_role("button", name="Import these files").wait_for()
    shots(page, "upload-read")
    assert browser_page.axe() == []

    page.get_by_role("button", name="Import these files").click()
    page.get_by_text("Waiting for a worker").wait_for()
    work(once=True)
    page.wait_for_url("**/imports/runs/**")
    shots(page, "run")
    assert browser_page.axe() == []
    assert "Contacts new\n12" in page.locator("main").inner_text()


def test_a_case_is_split_and_the_split_taken_back(
    browser_page: BrowserPage, cast: Cast, small_lake: Path, shots: Shots
) -> None:
    browser_page.sign_in(cast.manager)
    page = browser_page.page

    browser_page.open("/cases/case:table:c03/")
    page.get_by_label("Why").first.fill("another fault")
    page.get_by_role("button", name="Split", exact=True).click()
    page.get_by_text("Waiting for a worker").wait_for()
    shots(page, "correction-waiting")
    assert browser_page.axe() == []

    work(once=True)
    page.wait_for_url("**/cases/case:table:c04/")
    shots(page, "case-split")
    assert browser_page.axe() == []
    browser_page.open("/cases/case:table:c03/")
    assert browser_page.axe() == []
    page.get_by_role("link", name="Show the other case").click()
    page.wait_for_url("**/cases/case:table:c04/")

    page.get_by_role("button", name="Take it back").click()
    work(once=True)
    page.wait_for_url("**/cases/case:table:c03/")
    assert "“another fault”" not in page.locator("main").inner_text()
