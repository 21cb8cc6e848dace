"""Settings of the environment: numbers, addresses and networks, read or refused in a sentence that names them."""

import os
from typing import Final
from urllib.parse import urlsplit

from willet.core.records import RequestError, saying
from willet.site.proxies import Network, networks

NO_NUMBER: Final = saying(
    "setting_no_number", "%(name)s is %(value)s. Write a whole number from %(least)s on."
)
NO_ADDRESS: Final = saying(
    "setting_no_address", "%(name)s is %(value)s. Write it like https://willet.example.org."
)
NO_NETWORK: Final = saying(
    "setting_no_network",
    "%(name)s is %(value)s. Write addresses and networks parted by commas, like 127.0.0.1,10.0.0.0/8.",
)


def whole_number(name: str, usual: int, *, least: int = 0) -> int:
    """What a setting says in digits; the usual number where it says nothing.

    Raises:
        RequestError: it is no whole number, or less than it may be.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and least <= int(text)):
        raise RequestError(NO_NUMBER(name=name, value=text, least=str(least)))
    return int(text)


def web_address(name: str, usual: str = "") -> str:
    """What links begin with, without a slash at its end.

    Raises:
        RequestError: it is no address that a browser opens.
    """
    text = os.environ.get(name, "").strip() or usual
    try:
        parts = urlsplit(text)
        opens = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query
        opens = opens and (parts.port is None or parts.port > 0)
    except ValueError:
        opens = False
    if text and not opens:
        raise RequestError(NO_ADDRESS(name=name, value=text))
    return text.rstrip("/")


def believed(name: str, usual: str) -> tuple[Network, ...]:
    """The addresses and networks that a setting lists.

    Raises:
        RequestError: one of them is neither.
    """
    text = os.environ.get(name, usual)
    try:
        return networks(text)
    except ValueError:
        raise RequestError(NO_NETWORK(name=name, value=text)) from None
