"""Signatures by the specification of Standard Webhooks (version v1: HMAC-SHA256 over id, time and body)."""

import base64
import hmac
from collections.abc import Mapping

from django.conf import settings

from willet.desk.models import Webhook

BEGIN = "whsec_"


def secret_of(webhook: Webhook) -> str:
    """The secret that the receiver checks signatures with, as the specification writes it."""
    named = f"willet: webhook {webhook.nonce}".encode()
    key = hmac.digest(settings.SECRET_KEY.encode(), named, "sha256")
    return BEGIN + base64.b64encode(key).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """What stands in `webhook-signature`.

    The example of the specification:

    >>> signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
    ...     b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    key = base64.b64decode(secret.removeprefix(BEGIN))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def headers(secret: str, message_id: str, timestamp: int, body: bytes) -> Mapping[str, str]:
    """The headers of one message."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Willet",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, message_id, timestamp, body),
    }
