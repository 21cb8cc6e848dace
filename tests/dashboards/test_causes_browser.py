"""The causes and the comparison with something to draw, in a browser: in the dark, on a phone, by keyboard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast

Shots = Callable[[Any, str], None]


@pytest.mark.parametrize("look", [("de", "dark"), ("vi", "light")], ids="-".join)
@pytest.mark.parametrize(
    ("lake", "path"),
    [("causes_lake", "/causes/?period=all"), ("fair_lake", "/comparison/?period=all")],
)
def test_drawings_fit_a_phone_and_are_clean_in_axe(
    browser_page: BrowserPage,
    cast: Cast,
    request: pytest.FixtureRequest,
    shots: Shots,
    lake: str,
    path: str,
    look: tuple[str, str],
) -> None:
    language, theme = look
    request.getfixturevalue(lake)
    cast.manager.language, cast.manager.theme = language, theme
    cast.manager.save()
    browser_page.sign_in(cast.manager)
    browser_page.page.set_viewport_size({"width": 360, "height": 780})

    browser_page.open(path)
    browser_page.page.locator("willet-chart[data-drawn] svg").wait_for()
    shots(browser_page.page, f"{path.strip('/').split('/')[0]}-{language}-phone")

    assert (browser_page.overflow(), browser_page.axe()) == (0, [])


def test_from_a_bar_to_one_case_by_keyboard_alone(
    browser_page: BrowserPage, cast: Cast, causes_lake: Path
) -> None:
    browser_page.sign_in(cast.manager)
    browser_page.open("/causes/?period=all")
    page = browser_page.page

    page.get_by_role("link", name="parts late").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**cause=parts+late**")
    page.locator("#cases ~ * table.data tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/case:table:c20*/")

    assert page.get_by_role("heading", level=1).inner_text().startswith("Case")
