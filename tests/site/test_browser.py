"""Every page of the resolver in a real browser, on a phone and at a desk: nothing to complain of."""

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from tests.scaffold.walk import PAGES
from willet.people.models import User
from willet.ui import offers
from willet.ui.languages import LANGUAGE_NAMES
from willet.ui.panels import GROUPS, MenuEntry

SPOKEN = list(LANGUAGE_NAMES)
"""Each page is seen in two of them, in turn; every page in every language is read elsewhere."""
PHONE, DESK = (360, 780), (1280, 800)
WITHOUT_A_CALL = ("/", "/calls/", "/resolution/", "/causes/", "/comparison/")


class Look(NamedTuple):
    """In what window, language and colours a page is seen."""

    size: tuple[int, int]
    language: str
    theme: str


A_WINDOW = 8
"""So many pages a reader opens in one window, one after the other: what they show is made once for all of them."""


class Seen(NamedTuple):
    """A page, and in which ways it is seen."""

    address: str
    looks: list[Look]


@pytest.fixture
def lent_small_lake(small_lake: Path) -> Path:
    """A copy: what is made for a real server is committed, and names go from the rooms into the lake."""
    return small_lake


def visits() -> Iterator[tuple[str, Seen]]:
    """Every page with who opens it, and those that show figures where there are none; each seen in two ways."""
    empty = [("manager", f"{path}?from=2020-01-01&to=2020-01-01") for path in WITHOUT_A_CALL]
    pages = [*((visit.reader(), visit.address) for visit in PAGES), *empty]
    for number, (reader, address) in enumerate(pages):
        looks = [look_of(number, size, shift) for size, shift in ((PHONE, 0), (DESK, 2))]
        yield reader, Seen(address, looks)


def windows() -> Iterator[Any]:
    """The pages of each reader, a few at a time."""
    pages: dict[str, list[Seen]] = {}
    for reader, seen in visits():
        pages.setdefault(reader, []).append(seen)
    for reader, theirs in pages.items():
        for some in (theirs[n : n + A_WINDOW] for n in range(0, len(theirs), A_WINDOW)):
            yield pytest.param(reader, some, id=f"{reader} from {some[0].address}")


def look_of(number: int, size: tuple[int, int], shift: int) -> Look:
    """The language and the colours whose turn it is."""
    language = SPOKEN[(number + shift) % len(SPOKEN)]
    return Look(size, language, ("light", "dark")[(number + shift // 2) % 2])


@pytest.mark.parametrize(("reader", "pages"), list(windows()))
def test_pages_are_clean_in_axe_and_fit_their_windows(
    browser_page: BrowserPage,
    cast: Cast,
    things: dict[str, object],
    shots: Callable[[Any, str], None],
    reader: str,
    pages: list[Seen],
) -> None:
    person = cast.named(reader)
    if isinstance(person, User):
        browser_page.sign_in(person)

    wrong = {}
    for address, look in ((page.address, look) for page in pages for look in page.looks):
        User.objects.update(language=look.language, theme=look.theme)
        browser_page.page.set_viewport_size({"width": look.size[0], "height": look.size[1]})
        browser_page.open(address.format(**things))
        shots(browser_page.page, f"{named(address)}-{look.size[0]}-{look.language}-{look.theme}")
        found = (browser_page.overflow(), browser_page.boxes(), browser_page.axe())
        if found != (0, [], []):
            wrong[address, look] = found

    assert wrong == {}


def named(address: str) -> str:
    """What a picture of this page is called."""
    return address.partition("?")[0].strip("/").replace("/", "-") or "overview"


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 720)])
def test_a_menu_of_twenty_five_entries_stays_usable(
    browser_page: BrowserPage, cast: Cast, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    names = [
        (f"Entry {number:02}", group)
        for number, group in zip(range(25), cycle(GROUPS), strict=False)
    ]
    room = SimpleNamespace(
        MENU=[MenuEntry(name, "people:profile", "check", group=group) for name, group in names]
    )
    monkeypatch.setattr(offers, "_modules", lambda name: (room,))
    browser_page.sign_in(cast.agent)
    page = browser_page.page
    page.set_viewport_size({"width": width, "height": height})
    browser_page.open("/profile/")
    if width < 1024:
        page.get_by_role("button", name="Menu").click()

    menu = page.get_by_role("navigation", name="Main menu")
    last = menu.get_by_role("link").last
    last.scroll_into_view_if_needed()

    assert menu.get_by_role("link").count() == 25
    assert menu.get_by_role("heading").all_inner_texts() == ["See", "Act", "Live", "Set up"]
    box = last.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= height - box["height"]
    assert (browser_page.overflow(), browser_page.axe()) == (0, [])
