"""Signing in and the pages of people in a real browser: five languages, phone, keyboard, and without a script."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from willet.ui.languages import LANGUAGE_NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

Shots = Callable[[Any, str], None]
ENTRANCE = {
    "login": "/account/login/",
    "forgotten": "/account/password/reset/",
    "closed": "/account/signup/",
    "missing": "/no/such/page/",
}


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_entrance_is_clean(
    browser_page: BrowserPage, cast: Cast, shots: Shots, language: str
) -> None:
    browser_page.speak(language)
    browser_page.page.set_viewport_size({"width": 320, "height": 640})

    found = {}
    for name, address in ENTRANCE.items():
        browser_page.open(address)
        shots(browser_page.page, f"{name}-{language}")
        found[name] = (browser_page.axe(), browser_page.overflow())

    assert found == dict.fromkeys(ENTRANCE, ([], 0))


def test_signing_in_by_keyboard_alone(browser_page: BrowserPage, cast: Cast) -> None:
    browser_page.open("/account/login/?next=/profile/")
    keys = browser_page.page.keyboard

    browser_page.page.focus("#id_login")
    keys.type("anna")
    keys.press("Tab")
    keys.type("a long enough secret")
    keys.press("Enter")

    # The address of the sign-in page ends in /profile/ too: in its `next`.
    browser_page.page.wait_for_url(lambda url: "/account/login/" not in url)
    assert browser_page.page.locator("h1").inner_text() == "My profile"


def test_first_tab_leads_past_the_menu(browser_page: BrowserPage, cast: Cast) -> None:
    browser_page.sign_in(cast.administrator)
    browser_page.open("/people/")

    browser_page.page.keyboard.press("Tab")
    browser_page.page.keyboard.press("Enter")

    assert browser_page.page.evaluate("document.activeElement.id") == "main"


def test_menu_of_a_phone_opens_and_leads_on(browser_page: BrowserPage, cast: Cast) -> None:
    browser_page.sign_in(cast.administrator)
    browser_page.page.set_viewport_size({"width": 360, "height": 740})
    browser_page.open("/profile/")
    entry = browser_page.page.get_by_role("link", name="People")
    assert not entry.is_visible()

    browser_page.page.get_by_role("button", name="Menu").click()
    assert browser_page.axe() == []
    entry.click()

    browser_page.page.wait_for_url("**/people/")


def test_switches_change_language_and_appearance(browser_page: BrowserPage, cast: Cast) -> None:
    browser_page.sign_in(cast.agent)
    browser_page.open("/profile/")
    page = browser_page.page

    page.locator("summary", has_text="Language").click()
    page.locator("details[open]").get_by_role("button", name="Deutsch").click()
    page.wait_for_selector("html[lang=de]")
    page.locator("summary", has_text="Darstellung").click()
    page.locator("details[open]").get_by_role("button", name="Dunkel").click()
    page.wait_for_selector("html[data-theme=dark]")

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    cast.agent.refresh_from_db()
    assert (cast.agent.language, cast.agent.theme) == ("de", "dark")


def test_escape_closes_a_switch_and_gives_the_focus_back(
    browser_page: BrowserPage, cast: Cast
) -> None:
    browser_page.sign_in(cast.agent)
    browser_page.open("/profile/")
    page = browser_page.page
    page.locator("summary", has_text="Language").click()

    page.keyboard.press("Escape")

    assert page.locator("details.switch[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_everything_works_without_a_script(
    chromium: "Browser", live_server: "LiveServer", cast: Cast
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{live_server.url}/account/login/?next=/people/")
    page.fill("#id_login", "daan")
    page.fill("#id_password", "a long enough secret")
    page.click("button.button-main")
    page.get_by_role("link", name="Anna", exact=True).click()
    page.select_option("#id_role", "analyst")
    page.click("button.button-main")

    assert "Saved." in page.locator(".toasts").inner_text()
    cast.agent.refresh_from_db()
    assert cast.agent.role == "analyst"
    context.close()
