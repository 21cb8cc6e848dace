"""Two server processes of one home: limits, sessions and events are theirs in common, on both databases."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.scaffold.postgres import postgres_as_a_proof
from tests.scaffold.served import Beside, Listen, Served, serving

RIGHT, WRONG = "a long enough secret", "wrong"
RESET = "/account/password/reset/"


@pytest.fixture
def pair(rooms: dict[str, str]) -> Iterator[tuple[Served, Served]]:
    beside = Beside(rooms)
    beside.sign_in("ann", "manager")
    with serving(rooms, beside=beside) as one, serving(rooms, beside=beside) as other:
        yield one, other
    beside.stop()


def post(server: Served, path: str, **fields: str) -> str:
    """How a form is answered in a fresh browser: `in`, `later` or `no`."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(server.address + path, timeout=20).read().decode()
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page))
    form = urlencode({"csrfmiddlewaretoken": token} | fields).encode()
    try:
        with browser.open(server.address + path, form, timeout=20) as answer:
            text = answer.read().decode()
            return "later" if "Too many" in text else "no" if answer.url.endswith(path) else "in"
    except urllib.error.HTTPError as error:
        error.close()
        return "later" if error.code == 429 else "no"


@postgres_as_a_proof
def test_what_one_server_counts_the_other_knows(
    pair: tuple[Served, Served], listen: Listen
) -> None:
    """limit                               | one | other | the next, at either
    wrong passwords, 5 in 5 minutes        | 3   | 2     | refused, even if right
    letters for a new password, 5 a minute | 2   | 3     | refused
    """
    one, other = pair
    wrong = {"login": "ann", "password": WRONG}
    letter = {"email": "ann@willet.example"}

    guesses = [post(server, "/account/login/", **wrong) for server in (one, one, one, other, other)]
    letters = [post(server, RESET, **letter) for server in (one, one, other, other, other)]

    assert (guesses, letters) == (["no"] * 5, ["in"] * 5)
    assert [post(s, "/account/login/", **wrong | {"password": RIGHT}) for s in pair] == [
        "later"
    ] * 2
    assert [post(server, RESET, **letter) for server in pair] == ["later"] * 2

    # One who is signed in is so at both, and hears at both what a third process publishes.
    session = one.beside.sign_in("ann", "manager")
    streams = [listen(server, session) for server in pair]
    assert [stream.next()["event"] for stream in streams] == ["start"] * 2
    one.beside.do(PUBLISH)
    assert [stream.news(1) for stream in streams] == [["news"]] * 2


PUBLISH = """
from willet.live.domain.publishing import publish
publish("jobs", {"about": "news"}, " imports.import")
"""


def test_the_one_cache_rests_in_the_rooms_database() -> None:
    caches = {name: cache["BACKEND"] for name, cache in settings.CACHES.items()}

    assert caches == {"default": "django.core.cache.backends.db.DatabaseCache"}
