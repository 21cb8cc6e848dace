"""Every component in a real browser: no complaint of axe, of the policy, of a script, and no sideways scrolling."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast

pytestmark = pytest.mark.urls("tests.ui.gallery")
Shots = Callable[[Any, str], Path]


@pytest.mark.parametrize("language", ["en", "de", "vi"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_gallery_is_clean_in_axe(
    browser_page: BrowserPage, cast: Cast, shots: Shots, language: str, theme: str
) -> None:
    cast.administrator.language, cast.administrator.theme = language, theme
    cast.administrator.save()
    browser_page.sign_in(cast.administrator)

    browser_page.open("/gallery/")

    shots(browser_page.page, f"gallery-{language}-{theme}")
    assert browser_page.axe() == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_gallery_fits_its_window(
    browser_page: BrowserPage, cast: Cast, shots: Shots, width: int
) -> None:
    browser_page.sign_in(cast.administrator)
    browser_page.page.set_viewport_size({"width": width, "height": 800})

    browser_page.open("/gallery/")

    shots(browser_page.page, f"gallery-{width}")
    assert browser_page.overflow() == 0


def test_chart_is_drawn_and_named_for_screen_readers(browser_page: BrowserPage, cast: Cast) -> None:
    browser_page.sign_in(cast.administrator)

    browser_page.open("/gallery/")

    charts = browser_page.page.locator("willet-chart")
    assert charts.count() == 2
    assert charts.first.locator("svg").count() == 1
    assert "Call resolution" in (charts.first.get_attribute("aria-label") or "")
