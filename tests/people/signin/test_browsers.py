"""What a browser is remembered by, and what forging it brings: nothing."""

import pytest
from django.http import HttpRequest, HttpResponse

from willet.people.signin.browsers import COOKIE, browser_of, remember


def after(cookie: str, *accounts: str) -> str:
    """The cookie of a browser in which these accounts sign in one after another."""
    for account in accounts:
        request, response = HttpRequest(), HttpResponse()
        request.COOKIES[COOKIE] = cookie
        remember(request, response, account)
        cookie = response.cookies[COOKIE].value
    return cookie


def number(cookie: str, account: str) -> str:
    request = HttpRequest()
    request.COOKIES[COOKIE] = cookie
    return browser_of(request, account)


def test_browser_keeps_its_number_over_accounts() -> None:
    cookie = after("", "a", "b")

    assert len(number(cookie, "a")) == 16
    assert number(cookie, "a") == number(cookie, "b")
    assert number(cookie, "c") == ""


def test_oldest_of_more_than_twenty_accounts_is_forgotten() -> None:
    cookie = after("", *(f"account {i}" for i in range(21)))

    assert (number(cookie, "account 0"), number(cookie, "account 1") != "") == ("", True)


@pytest.mark.parametrize("forged", ["", "x", "a:b:c", '["1",["a"]]'])
def test_forged_cookie_makes_nobody_known(forged: str) -> None:
    assert number(forged, "a") == ""


def test_changed_cookie_makes_nobody_known() -> None:
    assert number(after("", "a")[:-1] + "~", "a") == ""


def test_cookie_is_out_of_reach_of_scripts() -> None:
    request, response = HttpRequest(), HttpResponse()

    remember(request, response, "a")

    kept = response.cookies[COOKIE]
    assert (kept["httponly"], kept["samesite"]) == (True, "Lax")
