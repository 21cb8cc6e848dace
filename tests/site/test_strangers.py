"""Every address of the product, opened by somebody who never signed in."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

OPEN = {
    "/api/v1/openapi.json",
    "/healthz",
    "/csp-report/",
    "/desk/events/",
    "/preferences/language/",
    "/preferences/theme/",
    "/account/login/",
    "/start/x/",
    "/account/inactive/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/done/",
    "/account/password/reset/key/1-x/",
}
"""What a stranger may reach: signing in, and what machines ask."""

SAMPLES = {
    "int": "1",
    "str": "x",
    "path": "table:c01",
    "uuid": "00000000-0000-0000-0000-000000000000",
}


def addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    """Every address, with a sample for each of its variables."""
    for entry in resolver.url_patterns:
        route = prefix + sample_of(entry)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        else:
            yield route


def sample_of(entry: URLPattern | URLResolver) -> str:
    """A route with its variables filled in."""
    route = str(entry.pattern)
    if "(?P<" in route:
        return "password/reset/key/1-x/"
    for name, converter in entry.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        route = route.replace(f"<{kind}:{name}>", SAMPLES[kind])
    return route


ALL = sorted(set(addresses(get_resolver())))


def test_the_list_of_open_addresses_names_real_ones() -> None:
    assert set(ALL) >= OPEN


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", [address for address in ALL if address not in OPEN])
def test_stranger_is_sent_to_sign_in(address: str, method: str) -> None:
    answer = getattr(Client(SERVER_NAME="localhost"), method)(address)

    where = answer.headers.get("Location", "")
    refused = (401, "") if address.startswith("/api/") else (302, "/account/login/")
    assert (answer.status_code, where.partition("?")[0]) in {refused, (405, "")}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/imports/", "/calls/", "/people/"])
def test_sign_in_leads_back_to_where_the_stranger_wanted(address: str) -> None:
    answer = Client(SERVER_NAME="localhost").get(address)

    assert answer["Location"] == f"/account/login/?next={address}"
