"""Whose word counts on where a request comes from."""

from typing import Any

import pytest

from tests.scaffold.loops import run
from willet.site.proxies import TrustedProxies, networks

PROXIES = "10.0.0.0/8, 127.0.0.1, ::1"


def seen(
    client: str | None, *forwarded: str, proxies: str = PROXIES
) -> tuple[str | None, set[str]]:
    """The address and the claims that the pages see of a request from `client` with these headers."""
    kept: dict[str, Any] = {}

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        kept.update(scope)

    headers = [(b"x-forwarded-for", value.encode("latin-1")) for value in forwarded]
    scope = {
        "type": "http",
        "client": (client, 5000) if client else None,
        "headers": [*headers, (b"x-forwarded-proto", b"https"), (b"accept", b"*/*")],
    }
    run(TrustedProxies(inner, networks(proxies))(scope, None, None))
    address = kept["client"][0] if kept["client"] else None
    return address, {name.decode() for name, _ in kept["headers"]}


CLAIMS = {"x-forwarded-for", "x-forwarded-proto", "accept"}


@pytest.mark.parametrize(
    ("client", "forwarded", "address"),
    [
        ("10.0.0.1", ["203.0.113.5"], "203.0.113.5"),
        # What stands before the proxy's own entry, the visitor wrote.
        ("10.0.0.1", ["1.2.3.4, 203.0.113.5"], "203.0.113.5"),
        ("10.0.0.1", ["1.2.3.4", "203.0.113.5"], "203.0.113.5"),
        # A chain of proxies: the nearest that is not one of ours.
        ("10.0.0.1", ["203.0.113.5, 10.1.1.1, 10.2.2.2"], "203.0.113.5"),
        ("::1", ["2001:db8::7"], "2001:db8::7"),
        # Proxies all the way, nobody named, or rubbish: no address at all.
        ("10.0.0.1", ["10.3.3.3"], None),
        ("10.0.0.1", [], None),
        ("10.0.0.1", ["1.2.3.4, unknown"], None),
        ("10.0.0.1", ["\xff\xfe"], None),
    ],
)
def test_trusted_proxy_is_believed(client: str, forwarded: list[str], address: str | None) -> None:
    assert seen(client, *forwarded)[0] == address


@pytest.mark.parametrize("forwarded", [["1.2.3.4"], ["1.2.3.4, 10.0.0.1"], []])
def test_anybody_else_is_who_they_are_and_claims_nothing(forwarded: list[str]) -> None:
    assert seen("203.0.113.9", *forwarded) == ("203.0.113.9", {"accept"})


def test_trusted_proxy_may_say_how_it_was_asked() -> None:
    assert seen("10.0.0.1", "203.0.113.5")[1] == CLAIMS


def test_without_proxies_nobody_is_believed() -> None:
    assert seen("127.0.0.1", "1.2.3.4", proxies="") == ("127.0.0.1", {"accept"})


def test_other_events_pass_as_they_are() -> None:
    kept = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        kept.append(scope)

    run(TrustedProxies(inner, ())({"type": "lifespan"}, None, None))

    assert kept == [{"type": "lifespan"}]


def test_name_that_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match=r"proxy\.example"):
        networks("10.0.0.1, proxy.example")
