"""The tester, tested: what a browser complains of does reach the test."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from willet.site import csp
from willet.site import urls as site_urls


def naughty(request: HttpRequest) -> HttpResponse:
    """A page with everything the policy forbids."""
    return HttpResponse(
        "<!doctype html><html lang=en><title>t</title><h1 style='color:red'>x</h1><script>1</script>"
    )


naughty.login_required = False  # type: ignore[attr-defined] # Django's own mark for pages open to all

urlpatterns = [*site_urls.urlpatterns, path("naughty/", naughty)]
handler404, handler500 = site_urls.handler404, site_urls.handler500


@pytest.mark.urls("tests.scaffold.test_browser")
@pytest.mark.django_db
def test_what_the_policy_refuses_is_heard(browser_page: BrowserPage) -> None:
    browser_page.open("/naughty/")
    browser_page.page.wait_for_timeout(300)

    directives = {report["effective-directive"] for report in csp.REPORTS}
    assert directives == {"script-src-elem", "style-src-attr"}
    assert len(browser_page.problems) == 2
    # Heard and meant: without this the fixture would fail the test.
    browser_page.problems.clear()
    csp.REPORTS.clear()


@pytest.mark.urls("tests.scaffold.test_browser")
def test_what_axe_finds_is_told_by_rule_and_element(browser_page: BrowserPage, cast: Cast) -> None:
    browser_page.open("/account/login/")
    browser_page.page.evaluate("document.querySelector('label').remove()")

    assert [line.partition(":")[0] for line in browser_page.axe()] == ["label"]
