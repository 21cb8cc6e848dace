"""Pages on A4, from a window far wider than the sheet: nothing cut, and what they speak of in words above them."""

from pathlib import Path

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from tests.scaffold.paper import cut, is_a4, need_poppler, places_of, printed
from willet.ui.languages import LANGUAGE_NAMES

PAGES = ("/?period=all&queue=sales", "/comparison/?period=all&topic=order")
LAST_DAY = {
    "en": "14 Mar 2026",
    "nl": "14 mrt 2026",
    "de": "14.03.2026",
    "es": "14 mar 2026",
    "vi": "14 thg 3, 2026",
}
FILTERS = {
    "en": ("Queue: sales", "Topic: order"),
    "nl": ("Wachtrij: sales", "Onderwerp: order"),
    "de": ("Warteschlange: sales", "Thema: order"),
    "es": ("Cola: sales", "Tema: order"),
    "vi": ("Hàng đợi: sales", "Chủ đề: order"),
}


def test_a_page_is_whole_on_paper_in_five_languages(
    browser_page: BrowserPage, cast: Cast, small_lake: Path
) -> None:
    need_poppler()
    browser_page.sign_in(cast.manager)
    for number, language in enumerate(LANGUAGE_NAMES):
        browser_page.speak(language)
        browser_page.page.set_viewport_size({"width": (1600, 1280)[number % 2], "height": 900})
        for address, filter_words in zip(PAGES, FILTERS[language], strict=True):
            browser_page.open(address)
            sheet = printed(browser_page.page)
            assert (language, address, is_a4(sheet), sheet.outside) == (language, address, True, ())
            assert cut(browser_page.page, sheet) == []
            assert filter_words in sheet.text
            # Above the page, and at the end of the axis of its chart, where it has one.
            assert sheet.text.count(LAST_DAY[language]) >= (2 if address.startswith("/?") else 1)


LENGTHEN = """() => {
    const frame = document.querySelector(".section.board .table-frame"), body = frame.querySelector("tbody");
    const row = body.rows[0];
    for (let n = 0; n < 70; n += 1) body.append(row.cloneNode(true));
    body.rows[body.rows.length - 1].cells[0].textContent = "LASTROW";
    frame.parentElement.querySelector(".table-foot")?.remove();
    frame.insertAdjacentHTML("afterend", '<div class="table-foot"><p class="quiet">BENEATH</p></div>');
}"""
"""A table of more rows than a sheet holds, with a note beneath it."""


def test_what_stands_beneath_a_table_stands_beneath_it_when_it_goes_on_overleaf(
    browser_page: BrowserPage, cast: Cast, small_lake: Path
) -> None:
    need_poppler()
    browser_page.sign_in(cast.manager)
    browser_page.open("/?period=all")
    browser_page.page.evaluate(LENGTHEN)

    (page, row), (page_of_note, note) = places_of(browser_page.page, "LASTROW", "BENEATH")

    assert page > 1
    assert page_of_note == page
    assert row < note < row + 60


def test_paper_says_nothing_of_filters_on_a_page_without_any(
    cast: Cast, lent_small_lake: Path
) -> None:
    pages = [cast.client("manager").get(a).content.decode() for a in ("/metrics/", "/?period=all")]

    assert ['class="on-paper"' in html for html in pages] == [False, True]
