"""Every component in a real browser: no complaint of axe, of the policy, of a script, and no sideways scrolling."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast

pytestmark = pytest.mark.urls("tests.ui.gallery")
Shots = Callable[[Any, str], None]


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
    assert charts.count() == 4
    assert charts.locator("svg").count() == 4
    assert charts.first.locator("svg").count() == 1
    assert "Call resolution" in (charts.first.get_attribute("aria-label") or "")


ALL_ALIKE = """share => {
    const chart = document.querySelector("willet-chart"), data = JSON.parse(chart.querySelector("script").textContent);
    const series = data.series.map((s) => ({ ...s, values: s.values.map(() => share), low: [], high: [] }));
    const anew = chart.cloneNode(false), block = chart.querySelector("script").cloneNode(true);
    block.textContent = JSON.stringify({ ...data, unit: "share", kind: "line", goal: null, series });
    delete anew.dataset.drawn;
    anew.append(block);
    chart.replaceWith(anew);
}"""


def test_shares_that_are_all_alike_stand_on_an_axis_of_the_whole(
    browser_page: BrowserPage, cast: Cast
) -> None:
    """Left to itself the axis of a line at 100 % would reach to 160 %."""
    browser_page.sign_in(cast.administrator)
    browser_page.open("/gallery/")

    browser_page.page.evaluate(ALL_ALIKE, 1)
    browser_page.page.locator("willet-chart[data-drawn]").first.locator("svg").wait_for()

    words = browser_page.page.locator("willet-chart").first.locator("svg text").all_text_contents()
    ends = [float(word.rstrip("%")) for word in words if re.fullmatch(r"-?[\d.]+%", word)]
    assert (min(ends), max(ends)) == (0, 100)


def test_funnel_gives_each_kind_a_shape_and_names_those_who_stand_out(
    browser_page: BrowserPage, cast: Cast
) -> None:
    browser_page.sign_in(cast.administrator)

    browser_page.open("/gallery/")

    words = browser_page.page.locator("willet-chart").last.locator("svg text").all_text_contents()
    # Flo lies next to Cyd and nearer the middle: there is no room for that name
    names = ("Ann", "Bo", "Cyd", "</script><b>Di</b>", "Ed", "Flo")
    assert [name for name in names if name in words] == ["Cyd", "</script><b>Di</b>"]
    assert {"within chance", "above", "below", "too few", "99.8%", "95%", "Contacts"} <= set(words)
    assert "nobody" not in words


def test_chart_that_cannot_be_drawn_opens_its_table(browser_page: BrowserPage, cast: Cast) -> None:
    browser_page.sign_in(cast.administrator)
    browser_page.page.route("**/echarts*", lambda route: route.abort())

    browser_page.open("/gallery/")

    table = browser_page.page.locator("details.chart-table").first
    assert table.get_attribute("open") is not None
    assert not browser_page.page.locator("willet-chart").first.is_visible()


def test_followed_job_is_asked_until_it_is_done(browser_page: BrowserPage, cast: Cast) -> None:
    browser_page.sign_in(cast.administrator)
    browser_page.page.goto(browser_page.address + "/gallery/job/")

    browser_page.page.get_by_text("asked 3 times").wait_for()
    browser_page.page.wait_for_timeout(400)

    assert browser_page.page.locator("willet-live").inner_text() == "asked 3 times"


def job_that_leads_to(browser_page: BrowserPage, cast: Cast, go: str) -> None:
    """The page of a job that ends with a way on."""
    browser_page.sign_in(cast.administrator)
    session = Session.objects.get()
    store = SessionStore(session.session_key)
    store["go"] = go
    store.save()
    browser_page.page.goto(browser_page.address + "/gallery/job/")


def test_followed_job_leads_on_within_the_site(browser_page: BrowserPage, cast: Cast) -> None:
    job_that_leads_to(browser_page, cast, "/profile/")

    browser_page.page.wait_for_url(browser_page.address + "/profile/")

    assert browser_page.page.get_by_role("heading", level=1).is_visible()
    assert browser_page.problems == []


def test_followed_job_leads_nowhere_else(browser_page: BrowserPage, cast: Cast) -> None:
    job_that_leads_to(browser_page, cast, "https://evil.example/")

    browser_page.page.wait_for_timeout(1500)

    assert browser_page.page.url == browser_page.address + "/gallery/job/"


EVENT = """(go) => {
  const channel = new BroadcastChannel("willet-live");
  channel.postMessage({ kind: "news", id: "1", news: { topic: "news", about: "a", go } });
}"""
"""As another tab hands on what it heard."""


@pytest.mark.parametrize(
    ("query", "go", "path", "asked"),
    [
        ("?leads", "/profile/", "/profile/", False),
        ("?leads", "https://evil.example/", "/gallery/waiting/?leads", True),
        ("", "/profile/", "/gallery/waiting/", True),
    ],
)
def test_event_leads_a_page_that_waits_and_no_other(
    browser_page: BrowserPage, cast: Cast, query: str, go: str, path: str, asked: bool
) -> None:
    """Led on without asking; a page that is not, asks what there is, and goes to no other site."""
    browser_page.sign_in(cast.administrator)
    page, seen = browser_page.page, list[str]()
    page.goto(f"{browser_page.address}/gallery/waiting/{query}")
    page.evaluate("() => import('/static/ui/drawn.js').then((module) => module.drawn)")
    page.on("request", lambda request: seen.append(request.url))

    page.evaluate(EVENT, go)

    page.wait_for_url(browser_page.address + path)
    page.wait_for_timeout(300)
    # Once for the event, and once more where the stream of this server without streams went meanwhile.
    assert any(url.endswith("/gallery/job/part/") for url in seen) == asked


def led(browser_page: BrowserPage, cast: Cast, go: str) -> Any:
    """A waiting page whose reader typed something, once an event led it on."""
    browser_page.sign_in(cast.administrator)
    page = browser_page.page
    page.goto(f"{browser_page.address}/gallery/waiting/?leads")
    page.evaluate("() => import('/static/ui/drawn.js').then((module) => module.drawn)")
    page.evaluate("() => { window.stays = true; scrollTo(0, 10); }")
    page.evaluate(EVENT, go)
    page.wait_for_url(browser_page.address + go)
    return page


STANDS = """() => ({
  stays: window.stays === true, title: document.title, at: document.activeElement.id, from: scrollY,
  next: [...new Set([...document.querySelectorAll("header input[name=next]")].map((one) => one.value))],
  parts: document.querySelectorAll("main").length,
})"""


def test_waiting_page_shows_what_it_is_led_to_in_place(
    browser_page: BrowserPage, cast: Cast
) -> None:
    page = led(browser_page, cast, "/profile/?a=1")

    stands = page.evaluate(STANDS)
    assert (stands["stays"], stands["at"], stands["from"]) == (True, "main", 0)
    assert (stands["next"], stands["parts"]) == (["/profile/?a=1"], 1)
    assert stands["title"] == "My profile · Willet"
    assert browser_page.axe() == []
    page.go_back()
    page.wait_for_function("() => !window.stays && document.title === 'Waiting'")
    assert page.url.endswith("/gallery/waiting/?leads")
    assert browser_page.problems == []


def test_waiting_page_navigates_where_the_other_is_not_as_it_is(
    browser_page: BrowserPage, cast: Cast
) -> None:
    """Refused, or with other sheets or scripts: the browser opens it as any page."""
    page = led(browser_page, cast, "/gallery/other/")

    page.wait_for_function("() => !window.stays && document.title === 'Other'")
    assert browser_page.problems == []


def test_filter_sends_itself_without_its_empty_fields(
    browser_page: BrowserPage, cast: Cast
) -> None:
    browser_page.sign_in(cast.administrator)
    browser_page.open("/gallery/")

    browser_page.page.locator("select[name=queue]").select_option("sales")

    browser_page.page.wait_for_url("**/gallery/?*queue=sales*")
    assert browser_page.page.url.endswith("/gallery/?sort=queue&queue=sales&window_days=7")


def test_print_shows_figures_and_no_switches(
    browser_page: BrowserPage, cast: Cast, shots: Shots
) -> None:
    cast.administrator.theme = "dark"
    cast.administrator.save()
    browser_page.sign_in(cast.administrator)
    browser_page.open("/gallery/")

    browser_page.page.emulate_media(media="print")

    shots(browser_page.page, "gallery-print")
    page = browser_page.page
    assert page.locator(".tile-value").first.is_visible()
    hidden = (".masthead", ".menu", ".filters", ".pages", ".tile-foot")
    assert [name for name in hidden if page.locator(name).first.is_visible()] == []
