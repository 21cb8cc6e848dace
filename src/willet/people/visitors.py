"""Where a request comes from, as far as limits count it."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.http import HttpRequest

_OF_ONE_SUBSCRIBER = 64
"""Bits of an IPv6 address that a provider gives out as one piece."""


def network_of(request: HttpRequest) -> str:
    """The visitor's address, of IPv6 the network; nothing where a proxy does not say whom it speaks for."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or IPv6Network((address, _OF_ONE_SUBSCRIBER), strict=False))
    return str(address)
