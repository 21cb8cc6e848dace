"""The boards in a real browser, in five languages: nothing for axe, the policy or a script to complain of."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast

Shots = Callable[[Any, str], Path]
PAGES = {
    "overview": "/?period=all",
    "nothing": "/?from=2025-01-01&to=2025-01-02",
    "resolution": "/resolution/?period=all&window_days=3&curve=fcr_case",
    "evidence": "/resolution/evidence/?period=all",
    "never-reached": "/resolution/cases/never_reached/?period=all",
    "contradictory": "/resolution/cases/contradictory/?period=all",
    "causes": "/causes/?period=all",
    "comparison": "/comparison/?period=all",
    "metrics": "/metrics/",
    "metric": "/metrics/call_resolution/",
}


@pytest.mark.parametrize("language", ["en", "nl", "de", "es", "vi"])
def test_pages_are_clean_in_axe(
    browser_page: BrowserPage, cast: Cast, small_lake: Path, shots: Shots, language: str
) -> None:
    cast.manager.language = language
    cast.manager.save()
    browser_page.sign_in(cast.manager)

    found = {}
    for name, address in PAGES.items():
        browser_page.open(address)
        shots(browser_page.page, f"{name}-{language}")
        found[name] = browser_page.axe()

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_are_clean_on_a_phone(
    browser_page: BrowserPage, cast: Cast, small_lake: Path, shots: Shots, theme: str
) -> None:
    cast.agent.theme, cast.agent.language = theme, "de"
    cast.agent.save()
    browser_page.sign_in(cast.agent)
    browser_page.page.set_viewport_size({"width": 360, "height": 780})

    for name, address in PAGES.items():
        browser_page.open(address)
        shots(browser_page.page, f"{name}-phone-{theme}")
        assert (browser_page.overflow(), browser_page.axe()) == (0, [])


def test_a_filter_sends_itself_and_stays_in_the_address(
    browser_page: BrowserPage, cast: Cast, small_lake: Path
) -> None:
    browser_page.sign_in(cast.manager)
    browser_page.open("/?period=all")

    browser_page.page.get_by_role("combobox", name="Queue").select_option("support")
    browser_page.page.wait_for_url("**queue=support**")

    assert "period=all" in browser_page.page.url
    tile = browser_page.page.locator(
        ".tile", has=browser_page.page.get_by_role("heading", name="Received")
    )
    assert tile.locator(".tile-value").inner_text() == "5"


def test_from_a_figure_to_one_call_by_keyboard_alone(
    browser_page: BrowserPage, cast: Cast, small_lake: Path
) -> None:
    browser_page.sign_in(cast.manager)
    browser_page.open("/?period=all")
    page = browser_page.page

    page.get_by_role("link", name="Show the calls Abandonment rate").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/calls/**")
    page.get_by_role("link", name="Counted for it", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**part=numerator**")
    page.locator("table.data tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/calls/*c08/")

    assert (
        page.get_by_role("heading", level=1).inner_text().startswith("Call Mar 10, 2026, 15:00:00")
    )
