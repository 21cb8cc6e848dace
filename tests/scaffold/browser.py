"""Chromium on the live site: pages are opened as people open them, and every complaint fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from willet.people.models import User
from willet.site import csp

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Response
    from pytest_django.live_server_helper import LiveServer

_STANDS = """() => document.fonts.status === "loaded"
    && !document.querySelector("willet-chart:not([data-drawn], [data-failed])")"""

_BOXES = """() => {
    for (const details of document.querySelectorAll("main .chart-table")) details.open = true;
    const scrolls = (frame) => frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1;
    return [...document.querySelectorAll("main .table-frame")].filter(scrolls).map((frame) => frame.ariaLabel);
}"""

LOADED = {"stylesheet", "script", "image", "font", "manifest"}
"""What a page loads by itself, as the browser calls it."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and keep it in one worker: one Chromium is enough for two cores."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass
class BrowserPage:
    """A page in a browser, with what the browser and the site had to complain of."""

    page: "Page"
    address: str
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> "Response | None":
        """Open an address of the site and wait until everything on it stands."""
        answer = self.page.goto(self.address + path, wait_until="load")
        self.page.wait_for_function(_STANDS)
        return answer

    def sign_in(self, person: User) -> None:
        """Sign in without the form, as a returning visitor."""
        from django.test import Client

        client = Client(SERVER_NAME="localhost")
        client.force_login(person, backend="willet.people.signin.backend.AccountBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie: Any = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}
        self.page.context.add_cookies([cookie])

    def speak(self, language: str) -> None:
        """Ask for a language, as a visitor who chose it before signing in."""
        name = settings.LANGUAGE_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": language, "url": self.address}])

    def axe(self) -> list[str]:
        """What axe finds wrong with the page as it is now: one line per rule and element."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window: a phone's reader would have to push it about."""
        width: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return width

    def boxes(self) -> list[str]:
        """Tables that scroll inside the page, those behind charts opened: none may, a reader would miss what is out."""
        scrolled: list[str] = self.page.evaluate(_BOXES)
        return scrolled


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One Chromium for all tests; without one they are left out, and in CI that is a failure."""
    path = (
        os.environ.get("WILLET_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("google-chrome")
    )
    if path is None:
        missing = "LEFT OUT: no browser. Install Chromium (apt-get install chromium) or set WILLET_CHROMIUM."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    # The browser's driver keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(chromium: "Browser", live_server: "LiveServer") -> Iterator[BrowserPage]:
    """A fresh window on the live site; complaints of the content policy or of scripts fail the test."""
    csp.REPORTS.clear()
    context = chromium.new_context(locale="en-GB", reduced_motion="reduce")
    visit = BrowserPage(context.new_page(), live_server.url)
    _listen(context, visit)
    yield visit
    context.close()
    reports = [f"content policy: {report}" for report in csp.REPORTS]
    assert visit.problems + reports == []


def _listen(context: "BrowserContext", visit: BrowserPage) -> None:
    def heard(message: Any) -> None:
        # A page that answers 403 or 404 is written to the console too; that is the test's own business.
        if message.type == "error" and "Failed to load resource" not in message.text:
            visit.problems.append(f"console: {message.text}")

    def came(response: Any) -> None:
        # What a page itself answers is the test's own business; what it loads must be there.
        if response.status >= 400 and response.request.resource_type in LOADED:
            visit.problems.append(f"{response.status}: {response.url}")

    context.on("console", heard)
    context.on("response", came)
    context.on("weberror", lambda error: visit.problems.append(f"script: {error.error}"))


@pytest.fixture
def shots() -> Callable[["Page", str], None]:
    """Takes a picture of a whole page into the folder that `$WILLET_SHOTS` names, where it names one."""
    folder = os.environ.get("WILLET_SHOTS")

    def take(page: "Page", name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take
