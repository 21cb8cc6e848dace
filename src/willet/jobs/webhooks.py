"""Events sent to another system by the Standard Webhooks rules: signed, with an id by which it knows one it had.

Source: the specification of Standard Webhooks 1.0 (headers `webhook-id`, `webhook-timestamp`, `webhook-signature`;
HMAC-SHA256 over `id.timestamp.body`, base64, with the version `v1` before it).
"""

import base64
import binascii
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from http.client import HTTPException
from time import time
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from willet.core.records import LakeError, RequestError, saying

_ADDRESS: Final = re.compile(r"https?://[^\s/?#@]+(/\S*)?")
PREFIX: Final = "whsec_"
TIMEOUT_S: Final = 15.0
_SECRET_BYTES: Final = (24, 64)
BAD_SECRET = saying(
    "webhook_secret",
    "A secret begins with whsec_ and goes on with the base64 of 24 to 64 bytes. Have a new one made.",
)
REFUSED = saying(
    "webhook_refused", "%(url)s answered %(status)s. Look into the log of that system."
)
NOT_REACHED = saying(
    "webhook_not_reached", "%(url)s could not be reached (%(why)s). It is tried again."
)


def may_be_sent_to(url: str) -> bool:
    """Whether an event can be posted to this address; names of a network of one's own are as good as any.

    >>> [may_be_sent_to(url) for url in ("https://pay.example/in", "http://pay:80", "ftp://a.example", "https://a:b@c")]
    [True, True, False, False]
    """
    return _ADDRESS.fullmatch(url) is not None


def new_secret() -> str:
    """A fresh secret, as both sides write it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, event_id: str, timestamp_s: int, body: bytes) -> str:
    """What stands in `webhook-signature`. The example of the specification:

    >>> signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
    ...     b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

    Raises:
        RequestError: the secret is none.
    """
    content = f"{event_id}.{timestamp_s}.".encode() + body
    digest = hmac.digest(_key(secret), content, "sha256")
    return f"v1,{base64.b64encode(digest).decode()}"


def headers(secret: str, event_id: str, timestamp_s: int, body: bytes) -> dict[str, str]:
    """The headers of one event.

    Raises:
        RequestError: the secret is none.
    """
    return {
        "content-type": "application/json",
        "user-agent": "Willet",
        "webhook-id": event_id,
        "webhook-timestamp": str(timestamp_s),
        "webhook-signature": signature(secret, event_id, timestamp_s, body),
    }


def send(url: str, secret: str, event_id: str, event: Mapping[str, object]) -> int:
    """Send one event and give the status of the answer, one of 200 to 299. It follows no redirect.

    Raises:
        RequestError: the secret is none, or the other system refused it for good (300 to 499, but 408 and 429).
        LakeError: it could not be reached, or asks to be tried later.
    """
    body, now = json.dumps(event, separators=(",", ":")).encode(), int(time())
    request = Request(url, body, headers(secret, event_id, now, body), method="POST")  # noqa: S310 -- the address is checked to be http
    try:
        with build_opener(_Straight).open(request, timeout=TIMEOUT_S) as answer:
            return int(answer.status)
    except HTTPError as wrong:
        again = wrong.code in {408, 429} or wrong.code >= 500
        error = LakeError if again else RequestError
        raise error(REFUSED(url=url, status=str(wrong.code))) from None
    except (URLError, OSError, HTTPException, ValueError) as wrong:
        raise LakeError(NOT_REACHED(url=url, why=str(getattr(wrong, "reason", wrong)))) from None


class _Straight(HTTPRedirectHandler):
    """An event goes to the address that was written down, and nowhere else."""

    def redirect_request(self, *_of_the_answer: object) -> None:
        return None


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not secret.startswith(PREFIX) or not _SECRET_BYTES[0] <= len(key) <= _SECRET_BYTES[1]:
        raise RequestError(BAD_SECRET())
    return key
