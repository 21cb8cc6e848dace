"""The pages of tokens: made, shown once, revoked by who holds them and by the administrator."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.scaffold.browser import BrowserPage
from tests.scaffold.cast import Cast
from willet.api.domain.tokens import make_token, token_named
from willet.api.models import AccessToken

FORM = {"name": "monthly report", "scopes": ["ask", "read"], "days": "30"}
TEXT = re.compile(r"wlt_[0-9a-f]{8}_[\w-]{43}")


def test_token_is_shown_once(cast: Cast) -> None:
    browser: Client = cast.client("analyst")

    shown = browser.post("/profile/tokens/", FORM)
    later = browser.get("/profile/tokens/")

    text = TEXT.search(shown.content.decode())
    assert text is not None
    token = token_named(text.group())
    assert (token.person, token.name, token.scopes) == (cast.analyst, FORM["name"], FORM["scopes"])
    assert TEXT.search(later.content.decode()) is None
    assert token.prefix in later.content.decode()
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"days": ""},
        {"days": "4000"},
        {"days": "x"},
    ],
    ids=str,
)
def test_form_that_is_wrong_makes_no_token(cast: Cast, wrong: dict[str, object]) -> None:
    answer = cast.client("analyst").post("/profile/tokens/", {**FORM, **wrong})

    assert answer.status_code == 422
    assert not AccessToken.objects.exists()


def test_agent_is_offered_only_what_an_agent_may(cast: Cast) -> None:
    browser = cast.client("agent")

    answer = browser.post("/profile/tokens/", {**FORM, "scopes": ["ask"]})
    page = browser.get("/profile/tokens/").content.decode()

    assert (answer.status_code, AccessToken.objects.count()) == (422, 0)
    assert ('value="read"' in page, 'value="import"' in page) == (True, False)
    assert "/api/v1/imports" not in page


def test_revoked_token_stays_so(cast: Cast) -> None:
    token, _text = make_token(cast.analyst, "x", scopes=["ask"])
    browser = cast.client("analyst")

    browser.post(f"/profile/tokens/{token.pk}/revoke/")
    first = AccessToken.objects.get().revoked_at
    browser.post(f"/profile/tokens/{token.pk}/revoke/")

    assert first is not None
    assert AccessToken.objects.get().revoked_at == first


def test_administrator_revokes_what_others_hold_and_others_do_not(cast: Cast) -> None:
    token, _text = make_token(cast.analyst, "x", scopes=["ask"])
    address = f"/profile/tokens/{token.pk}/revoke/"

    met = [cast.client(role).post(address).status_code for role in ("manager", "administrator")]

    assert met == [404, 302]
    assert not AccessToken.objects.get().is_open


@pytest.mark.parametrize("many", [1, 3])
def test_list_of_everybody_asks_no_more_for_more_tokens(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for person in (cast.analyst, cast.manager, cast.agent)[:many]:
        make_token(person, "x", scopes=["read"])
    browser = cast.client("administrator")

    with django_assert_num_queries(4):
        browser.get("/tokens/")


def test_token_page_says_its_token_in_a_browser(cast: Cast, browser_page: BrowserPage) -> None:
    browser_page.sign_in(cast.analyst)
    browser_page.open("/profile/tokens/")
    page = browser_page.page
    page.get_by_label("Name").fill("monthly report")
    page.get_by_label("Ask for figures").check()
    page.get_by_role("button", name="Make the token").click()
    page.wait_for_selector("#token")

    assert TEXT.fullmatch(page.inner_text("#token"))
    assert browser_page.axe() == []
