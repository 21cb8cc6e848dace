"""Two listeners: neither has an address of the other, and the public one keeps its own limits."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import get_resolver

from tests.levers.surveys.asking import a_wave, an_invitation, path_of
from tests.scaffold.cast import Cast
from tests.site.test_strangers import ALL, addresses
from willet.site.public.limits import MISSES, REQUESTS, Counter, PublicLimitsMiddleware

OF_CUSTOMERS = {"/s/x/", "/s/x/thanks/", "/s/x/stop/", "/style.css"}
OF_SERVICES = {"/mail/x/"}
OF_PHONES = {"/phone/ask/", "/phone/heard/", "/phone/answer/"}


def test_the_public_listener_has_the_addresses_of_customers_and_no_other() -> None:
    public = set(addresses(get_resolver("willet.site.public.urls")))

    assert public == OF_CUSTOMERS | OF_PHONES | OF_SERVICES
    assert public & set(ALL) == set()


@pytest.mark.parametrize("address", ["/", "/account/login/", "/api/v1/openapi.json", "/healthz"])
def test_pages_of_the_house_are_not_on_the_public_listener(public: Client, address: str) -> None:
    assert public.get(address).status_code == 404


def test_pages_of_customers_are_not_on_the_main_listener(cast: Cast) -> None:
    invitation = an_invitation(a_wave(cast.manager))

    for role in ("stranger", "manager", "administrator"):
        for page in ("", "thanks/", "stop/"):
            assert cast.client(role).get(path_of(invitation, page)).status_code == 404


def test_an_address_that_asks_too_often_waits_and_others_do_not() -> None:
    middleware = PublicLimitsMiddleware(lambda request: HttpResponse("here"))
    answers = [asked(middleware, "192.0.2.1") for _ in range(REQUESTS + 1)]

    assert [answer.status_code for answer in answers] == [200] * REQUESTS + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert asked(middleware, "192.0.2.2").status_code == 200


def asked(middleware: PublicLimitsMiddleware, address: str) -> HttpResponseBase:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = address
    return middleware(request)


def test_whoever_guesses_links_is_stopped_sooner(public: Client, db: None) -> None:
    answers = [public.get("/s/guess/").status_code for _ in range(MISSES + 1)]

    assert answers == [404] * MISSES + [429]


def test_a_browser_that_asks_for_an_icon_guesses_nothing(public: Client, db: None) -> None:
    asked_ahead = [public.get("/favicon.ico").status_code for _ in range(MISSES + 1)]

    assert asked_ahead == [404] * (MISSES + 1)
    assert public.get("/s/guess/").status_code == 404


def test_a_link_whose_time_is_over_is_no_guess(public: Client, cast: Cast) -> None:
    over = an_invitation(a_wave(cast.manager), expires_at=datetime.now(UTC) - timedelta(days=1))
    opened = [public.get(path_of(over)).status_code for _ in range(MISSES + 1)]

    assert opened == [410] * (MISSES + 1)


def test_a_window_over_counts_anew() -> None:
    now = 0.0
    counter = Counter(2, clock=lambda: now)

    assert [counter.add("a"), counter.add("a"), counter.add("a")] == [True, True, False]
    now = 59.9
    assert counter.add("a") is False
    now = 60.0
    assert counter.add("a") is True
