"""Every page of the resolver in a real browser on a phone: nothing for axe, the policy or a script to complain of."""

import pytest

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from tests.scaffold.walk import PAGES, Visit
from willet.people.models import User
from willet.ui.languages import LANGUAGE_NAMES

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
