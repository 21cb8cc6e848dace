"""The secret of each address that is told of dispositions, drawn from the installation's own."""

import base64
import hmac

from django.conf import settings

from willet.desk.models import Webhook
from willet.jobs.webhooks import PREFIX


def secret_of(webhook: Webhook) -> str:
    """The secret that the receiver checks signatures with, as the specification writes it."""
    named = f"willet: webhook {webhook.nonce}".encode()
    key = hmac.digest(settings.SECRET_KEY.encode(), named, "sha256")
    return PREFIX + base64.b64encode(key).decode()
