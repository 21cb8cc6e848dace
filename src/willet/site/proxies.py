"""Believes only proxies that the administrator named about whom they speak for."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

Scope = MutableMapping[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]
Network = IPv4Network | IPv6Network
Headers = Iterable[tuple[bytes, bytes]]

_CLAIMS = {b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"forwarded"}


def networks(names: str) -> tuple[Network, ...]:
    """The addresses and networks of a list parted by commas.

    Raises:
        ValueError: one of them is neither.
    """
    return tuple(
        ip_network(name.strip(), strict=False) for name in names.split(",") if name.strip()
    )


class TrustedProxies:
    """An ASGI application around another one, which then sees the visitor's own address.

    Of `X-Forwarded-For` counts the last address that is not itself a trusted proxy's: what stands before it, the
    visitor may have written. A trusted proxy that names nobody leaves no address; what anybody else claims is dropped.
    """

    def __init__(self, inner: Application, trusted: Sequence[Network]) -> None:
        self.inner, self.trusted = inner, trusted

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Pass the request on under its own address."""
        if scope["type"] in {"http", "websocket"}:
            scope = self._seen(scope)
        await self.inner(scope, receive, send)

    def _seen(self, scope: Scope) -> Scope:
        client = scope.get("client")
        if client is None or self._trusts(client[0]):
            visitor = self._visitor(scope["headers"])
            return {**scope, "client": (visitor, 0) if visitor else None}
        plain = [(name, value) for name, value in scope["headers"] if name.lower() not in _CLAIMS]
        return {**scope, "headers": plain}

    def _visitor(self, headers: Headers) -> str | None:
        """The nearest address that is not a proxy's own; a name that is no address ends the chain."""
        given = b",".join(value for name, value in headers if name.lower() == b"x-forwarded-for")
        for hop in reversed([part.strip() for part in given.decode("latin-1").split(",")]):
            if not _is_address(hop):
                return None
            if not self._trusts(hop):
                return hop
        return None

    def _trusts(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in net for net in self.trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
