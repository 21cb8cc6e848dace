"""At hand, in a real browser and five languages: search, open, ask, the lead grants, disposition, ledger, Causes."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.site.test_spine import CALLS, House, at_work, house, spoken
from willet.ui.languages import LANGUAGE_NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["house"]
KEPT = """
from willet.levers.authority.models import *
from willet.levers.authority.domain.limits import propose as propose_limit
from willet.levers.knowledge.domain.writing import approve, propose
from willet.levers.knowledge.models import Article
from willet.people.models import User
marit = User.objects.get(username="marit")
refund = GrantKind.objects.get(key="refund")
propose_limit(GrantLimit(kind=refund, role="agent", currency="EUR", per_event_minor=2000, reason="as agreed"), by=marit)
article = Article.objects.create(topic="invoice", owner=marit)
for language, title in {titles!r}.items():
    kind = "meaning" if language == "en" else "translated"
    text = {{"language": language, "title": title, "body": "1. **Look**\\n2. Say"}}
    approve(propose(article, significance=kind, by=marit, after=0, **text), by=marit)
    article.refresh_from_db()
answer = article.pk
"""
TITLES = {
    "en": "Wrong invoice: what to do",
    "nl": "Factuur onjuist: wat te doen",
    "de": "Rechnung falsch: was zu tun ist",
    "es": "Factura incorrecta: qué hacer",
    "vi": "Hóa đơn sai: cần làm gì",
}
SEARCHED = {
    "en": "wrong invioce",
    "nl": "factuur onjiust",
    "de": "rechung falsch",
    "es": "factura incorecta",
    "vi": "hoa don sai",
}
"""Each with a slip of the keyboard or without its marks."""
OPENED = "() => performance.getEntriesByType('navigation')[0].name"


def ask_at_the_desk(browser: "Browser", house: House, number: int, language: str) -> None:
    """An agent finds an article by keys, asks for more than the limit, sees the verdict, and says how it ended."""
    with (
        at_work(browser, house, "anna", language) as mine,
        at_work(browser, house, "tomas", language) as theirs,
    ):
        page, lead = mine.new_page(), theirs.new_page()
        lead.goto("/authority/requests/")
        page.goto("/desk/")
        house.event(number, "connected")
        page.wait_for_url("**/desk/calls/*/")
        assert page.evaluate(OPENED).endswith("/desk/"), "the call was not shown in place"
        assert spoken(page) == spoken(lead) == language
        page.keyboard.press("Alt+a")
        page.keyboard.type(SEARCHED[language])
        page.keyboard.press("Enter")
        assert page.locator("#found h3").inner_text() == TITLES[language]
        page.keyboard.press("Alt+h")
        page.locator("#found p[role=status]:not(:empty)").wait_for()
        page.keyboard.press("Alt+m")
        page.keyboard.type(f"{90 + number}")
        page.fill("input[name=wish-reason]", "late again")
        page.click("button[value=ask]")
        lead.locator("main section h2", has_text=f"{90 + number}").wait_for()
        lead.fill("input[name=reason]", "third delay")
        lead.locator("button[name=grant]").click()
        page.locator(".desk-became button[name=grant]").wait_for()
        page.check("input[name=resolved][value=no]")
        page.select_option("select[name=cause]", "information")
        assert page.locator("[data-when-cause]").is_visible()
        page.click("form.desk-form button.button-main")
        page.wait_for_url("**/desk/?saved=*")
        house.event(number, "ended")


def read_the_ledger(browser: "Browser", house: House, language: str) -> None:
    """The manager reads what was granted, and finds the unsolved cases among Causes."""
    with at_work(browser, house, "marit", language) as context:
        page = context.new_page()
        page.goto("/authority/ledger/")
        assert spoken(page) == language
        assert page.locator("#rows tbody tr").count() == len(CALLS)
        page.goto("/causes/?cause=information")
        page.locator(".causes-list tbody tr").nth(len(CALLS) - 1).wait_for()
        assert page.locator(".causes-list tbody tr").count() == len(CALLS)


def test_from_a_search_to_the_ledger_and_causes(chromium: "Browser", house: House) -> None:
    house.served.beside.do(KEPT.format(titles=TITLES))

    for number, language in CALLS:
        ask_at_the_desk(chromium, house, number, language)
    house.bring("calls.csv", "c", datetime.now(UTC))
    house.work("imports.facts")

    for language in LANGUAGE_NAMES:
        read_the_ledger(chromium, house, language)
