"""Every page of the resolver in a real browser on a phone: nothing for axe, the policy or a script to complain of."""

from itertools import cycle
from types import SimpleNamespace

import pytest

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from tests.scaffold.walk import PAGES, Visit
from willet.people.models import User
from willet.ui import offers
from willet.ui.languages import LANGUAGE_NAMES
from willet.ui.panels import GROUPS, MenuEntry

SPOKEN = list(LANGUAGE_NAMES)
"""Each page is seen in one language, the languages in turn; every page in every language is read elsewhere."""


@pytest.mark.parametrize(
    ("visit", "language"),
    [(visit, SPOKEN[number % len(SPOKEN)]) for number, visit in enumerate(PAGES)],
    ids=[visit.name for visit in PAGES],
)
def test_page_is_clean_in_axe_and_fits_a_phone(
    browser_page: BrowserPage,
    cast: Cast,
    things: dict[str, object],
    visit: Visit,
    language: str,
) -> None:
    User.objects.update(language=language)
    reader = cast.named(visit.reader())
    if isinstance(reader, User):
        browser_page.sign_in(reader)
    browser_page.page.set_viewport_size({"width": 360, "height": 780})

    browser_page.open(visit.address.format(**things))

    assert (browser_page.overflow(), browser_page.axe()) == (0, [])


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
