"""The boards in a real browser: filters that send themselves, and ways by keyboard alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast

Shots = Callable[[Any, str], None]


@pytest.mark.proof
def test_a_filter_sends_itself_and_stays_in_the_address(
    browser_page: BrowserPage, cast: Cast, small_lake: Path
) -> None:
    browser_page.sign_in(cast.manager)
    browser_page.open("/?period=all")

    browser_page.page.locator("summary", has_text="Filter").click()
    browser_page.page.get_by_role("combobox", name="Queue").select_option("support")
    browser_page.page.wait_for_url("**queue=support**")

    assert "period=all" in browser_page.page.url
    assert browser_page.page.locator(".bar > .chips").inner_text() == "Queue: support"
    tile = browser_page.page.locator(
        ".tile", has=browser_page.page.get_by_role("heading", name="Received")
    )
    assert tile.locator(".tile-value").inner_text() == "5"


@pytest.mark.proof
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
        page.get_by_role("heading", level=1).inner_text().startswith("Call 10 Mar 2026, 15:00:00")
    )


BARS = ("/?period=all&queue=sales&topic=order", "/comparison/?period=all", "/worth/?period=all")


def beyond_the_window(browser_page: BrowserPage) -> list[str]:
    """What a bar's buttons unfold, one after the other, that begins or ends beyond the window."""
    found = browser_page.page.evaluate(
        """async () => {
            const cut = [];
            for (const drop of document.querySelectorAll("details.drop")) {
              drop.open = true;
              await new Promise((done) => setTimeout(done, 60));
              const { left, right } = drop.querySelector(".drop-sheet").getBoundingClientRect();
              const name = drop.querySelector("summary").textContent.trim();
              if (left < 0 || right > document.documentElement.clientWidth) cut.push(`${name}: ${left} to ${right}`);
              drop.open = false;
            }
            return cut;
        }"""
    )
    return list(found)


@pytest.mark.parametrize("width", [390, 1280])
def test_what_a_button_of_the_bar_unfolds_lies_within_the_window(
    browser_page: BrowserPage, cast: Cast, small_lake: Path, width: int
) -> None:
    browser_page.sign_in(cast.manager)
    browser_page.page.set_viewport_size({"width": width, "height": 800})
    browser_page.speak("de")
    for address in BARS:
        browser_page.open(address)
        assert browser_page.page.locator("details.drop").count() >= 1
        assert (address, beyond_the_window(browser_page)) == (address, [])
