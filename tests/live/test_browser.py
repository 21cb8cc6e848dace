"""Two tabs of one browser share one stream; it goes on where a tab is closed, and ends where somebody signs out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.scaffold.served import Served, home_of, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SOON_MS = 7000
"""Well under the ten seconds after which a page asks by itself although a stream stands."""

UPLOAD = """
from willet.imports.domain.being_read import CHECK
from willet.imports.models import Upload
from willet.jobs.domain.asking import ask
from willet.jobs.models import Job
from willet.people.models import User
person = User.objects.get(username="ann")
upload = Upload.objects.create(source="table", uploaded_by=person, files=[{"name": "calls.csv", "size": 12}])
job = ask(CHECK, {"upload": str(upload.pk)}, by=person, about=str(upload.pk))
answer = str(upload.pk)
"""
STEP = """
from willet.core.records import Message
from willet.jobs.domain.changes import announce
job.step, job.share = Message("step number NUMBER"), None
job.save()
announce(job)
"""


@dataclass
class Tabs:
    """A browser in which Ann signed in, and what its tabs asked the server for."""

    context: "BrowserContext"
    served: Served
    path: str
    asked: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def open(self) -> "Page":
        """One more tab with the page of the upload."""
        page = self.context.new_page()
        page.goto(self.served.address + self.path)
        page.get_by_text("Waiting for its turn").wait_for()
        return page

    def streams(self) -> list[str]:
        """The streams that were opened, by their query."""
        return [url.partition("/live/")[2] for url in self.asked if "/live/" in url]

    def step(self, number: int) -> None:
        """Let the job come one step further."""
        self.served.beside.do(STEP.replace("NUMBER", str(number)))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(home_of(tmp_path_factory.mktemp("tabs"))) as server:
        yield server


@pytest.fixture
def tabs(chromium: "Browser", served: Served) -> Iterator[Tabs]:
    session = served.beside.sign_in("ann", "manager")
    path = f"/imports/{served.beside.do(UPLOAD)}/"
    context = chromium.new_context(locale="en-GB", base_url=served.address)
    cookie: Any = {"name": "willet_session", "value": session, "url": served.address}
    context.add_cookies([cookie])
    browser = Tabs(context, served, path)
    context.on("request", lambda request: browser.asked.append(request.url))
    context.on("weberror", lambda error: browser.problems.append(str(error.error)))
    yield browser
    context.close()
    assert browser.problems == []


def test_two_tabs_share_one_stream_and_both_hear(tabs: Tabs) -> None:
    pages = [tabs.open(), tabs.open()]
    for page in pages:
        page.wait_for_timeout(
            1500
        )  # both have asked once by themselves; from here on events alone are this fast

    for number in (1, 2):
        tabs.step(number)
        for page in pages:
            page.get_by_text(f"step number {number}").wait_for(timeout=SOON_MS)

    assert tabs.streams() == [""]


def test_tab_goes_on_with_the_stream_of_one_that_is_closed(tabs: Tabs) -> None:
    first, second = tabs.open(), tabs.open()
    second.wait_for_timeout(1500)
    tabs.step(1)
    second.get_by_text("step number 1").wait_for(timeout=SOON_MS)

    first.close()
    second.wait_for_timeout(1000)
    tabs.step(2)

    second.get_by_text("step number 2").wait_for(timeout=SOON_MS)
    begun, resumed = tabs.streams()
    assert (begun, resumed.startswith("?after=")) == ("", True)


def test_signing_out_in_one_tab_ends_the_stream_and_the_other_tab_sees_so(tabs: Tabs) -> None:
    page, other = tabs.open(), tabs.open()
    page.wait_for_timeout(1500)

    other.goto(tabs.served.address + "/account/logout/")
    other.locator("main form button").click()

    page.wait_for_url("**/account/login/**", timeout=15_000)
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in"
    assert tabs.streams() == [""]


def test_without_a_stream_the_page_asks_by_itself(tabs: Tabs) -> None:
    tabs.context.route("**/live/**", lambda route: route.abort())
    page = tabs.open()
    page.wait_for_timeout(1500)

    tabs.step(1)

    page.get_by_text("step number 1").wait_for(timeout=SOON_MS)
    answered = [url for url in tabs.asked if url.endswith("/progress/")]
    assert len(answered) >= 2


def test_without_locks_each_tab_has_a_stream_of_its_own(tabs: Tabs) -> None:
    tabs.context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'locks', {value: undefined})"
    )
    pages = [tabs.open(), tabs.open()]
    for page in pages:
        page.wait_for_timeout(1500)

    tabs.step(1)

    for page in pages:
        page.get_by_text("step number 1").wait_for(timeout=SOON_MS)
    assert tabs.streams() == ["", ""]
