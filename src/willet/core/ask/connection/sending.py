"""A request and its answer: a checked certificate, a limit of time, and patience where the other side asks for it."""

import json
import time
from collections.abc import Mapping
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from typing import IO, Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from willet.core.ask.connection.refusals import refused
from willet.core.records import LakeError, RequestError, saying
from willet.core.records.plain import parsed_json

NO_ADDRESS = saying(
    "no_address", "%(url)s is not an address of Willet. Write https://willet.example.org."
)
IN_CLEAR = saying(
    "token_in_clear",
    "%(url)s would carry the token in clear through the network. Use https:// for another machine.",
)
BAD_TOKEN = saying("bad_token", "This is not a token: it has blanks or letters that no token has.")
MOVED = saying("moved", "%(url)s leads on to %(to)s. Connect to that address, if it is yours.")
NO_ANSWER = saying(
    "no_answer_of_willet", "%(url)s does not answer as Willet does. Is the address right?"
)
UNREACHABLE = saying("unreachable", "%(url)s cannot be reached: %(why)s.")
AGAIN: Final = frozenset({429, 503})
"""What is worth asking again after a while."""
LONGEST_WAIT_S: Final = 60.0


class Sender:
    """Sends questions to one address with one token."""

    def __init__(self, url: str, token: str, *, timeout_s: float, tries: int) -> None:
        self.url = _checked(url)
        if not (token.isascii() and token.isprintable()) or " " in token or not token:
            raise RequestError(BAD_TOKEN())
        self._token, self._timeout_s, self._tries = token, timeout_s, max(1, tries)
        self._opener = build_opener(_NoWayOn)

    def post(self, path: str, body: Mapping[str, object]) -> Any:
        """What comes back.

        Raises:
            RequestError: it was refused; another request may not be.
            LakeError: nobody answered, or the other side failed.
        """
        for tried in range(1, self._tries + 1):
            try:
                return self._sent(path, body)
            except HTTPError as error:
                if error.code not in AGAIN or tried == self._tries:
                    raise refused(error, self.url) from None
                time.sleep(_wait_s(error.headers.get("Retry-After", ""), tried))
        raise AssertionError("the last try answers or raises")

    def _sent(self, path: str, body: Mapping[str, object]) -> Any:
        request = Request(  # noqa: S310 -- http and https alone, see _checked
            f"{self.url}/api/v1/{path}",
            json.dumps(body).encode(),
            {
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "Accept-Language": "en",
            },
        )
        try:
            with self._opener.open(request, timeout=self._timeout_s) as response:
                answer = response.read()
        except HTTPError:
            raise
        except (OSError, HTTPException, ValueError) as error:
            why = (
                str(error.reason if isinstance(error, URLError) else error) or type(error).__name__
            )
            raise LakeError(UNREACHABLE(url=self.url, why=why)) from error
        try:
            return parsed_json(answer)
        except ValueError as error:
            raise LakeError(NO_ANSWER(url=self.url)) from error


class _NoWayOn(HTTPRedirectHandler):
    """Follows no redirection: the token is for this address alone."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        raise RequestError(MOVED(url=req.full_url, to=newurl))


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise RequestError(NO_ADDRESS(url=url)) from None
    if parts.scheme not in {"http", "https"} or not host or parts.query or "@" in parts.netloc:
        raise RequestError(NO_ADDRESS(url=url))
    if parts.scheme == "http" and not _is_here(host):
        raise RequestError(IN_CLEAR(url=url))
    return url.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wait_s(asked: str, tried: int) -> float:
    """How long to wait: what was asked for, else longer with every try."""
    wait_s = float(asked) if asked.isascii() and asked.isdigit() else 0.5 * 2.0**tried
    return min(wait_s, LONGEST_WAIT_S)
