"""Messages to a CRM: one for each wording and address, sent by the worker and tried again until it is taken."""

import ipaddress
import socket
import time
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from uuid import UUID

from django.utils import timezone

from willet.core.records import Message, WilletError, saying
from willet.desk.handing.message import message_of
from willet.desk.handing.signing import secret_of
from willet.desk.models import Disposition, Handover, Webhook
from willet.jobs.domain.asking import ask
from willet.jobs.webhooks import headers

SEND: Final = "desk.hand_back"
WAIT_S: Final = 10.0
NOT_TAKEN = saying("desk_not_taken", "%(name)s did not take a disposition: %(answer)s.")
LINK_LOCAL = saying(
    "desk_link_local", "%(host)s is an address of this machine's own network card, no CRM"
)


class NotTakenError(WilletError):
    """The receiver did not take it this time; it is tried again."""


class _NoRedirects(HTTPRedirectHandler):
    """A signed message goes where the administrator said, and nowhere else."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def hand_back(one: Disposition) -> None:
    """Ask that every address be told of a disposition, once the transaction stands."""
    for webhook in Webhook.objects.all():
        handover = Handover.objects.create(webhook=webhook, disposition=one)
        ask(SEND, {"handover": str(handover.pk)}, about=str(webhook.pk))


def send_again(handover: Handover) -> None:
    """Ask once more for one that was given up."""
    if handover.state == Handover.State.GIVEN_UP:
        handover.state, handover.ended_at = Handover.State.WAITING.value, None
        handover.save(update_fields=["state", "ended_at"])
        ask(SEND, {"handover": str(handover.pk)}, about=str(handover.webhook_id))


def send(handover_id: str | UUID) -> None:
    """Send one message; one that was taken already, or whose address is gone, is left.

    Raises:
        NotTakenError: the receiver did not take it.
    """
    related = ("webhook", "disposition__leg__call", "disposition__leg__promise")
    handover = Handover.objects.select_related(*related).filter(pk=handover_id).first()
    if handover is None or handover.state == Handover.State.SENT:
        return
    answer, is_taken = _posted(handover)
    handover.tries += 1
    handover.answer = answer[:200]
    if is_taken:
        handover.state, handover.ended_at = Handover.State.SENT.value, timezone.now()
    handover.save()
    if not is_taken:
        raise NotTakenError(NOT_TAKEN(name=handover.webhook.name, answer=answer))


def give_up(handover_id: str, error: Message | None) -> None:
    """Note that a message is tried no more; nothing where it was taken."""
    if error is not None:
        handover = Handover.objects.filter(pk=handover_id).first()
        if handover is not None:
            handover.state, handover.ended_at = Handover.State.GIVEN_UP.value, timezone.now()
            handover.save(update_fields=["state", "ended_at"])


def _posted(handover: Handover) -> tuple[str, bool]:
    """What came back, and whether the message was taken."""
    webhook = handover.webhook
    body = message_of(webhook, handover.disposition)
    signed = headers(secret_of(webhook), f"msg_{handover.pk.hex}", int(time.time()), body)
    try:
        _refuse_link_local(webhook.url)
        request = Request(webhook.url, data=body, headers=dict(signed), method="POST")  # noqa: S310 -- http and https only
        with build_opener(_NoRedirects).open(request, timeout=WAIT_S) as answer:
            return str(answer.status), answer.status < HTTPStatus.MULTIPLE_CHOICES
    except HTTPError as refused:
        return str(refused.code), False
    except (OSError, HTTPException, ValueError) as failed:
        return str(failed)[:200] or type(failed).__name__, False


def _refuse_link_local(url: str) -> None:
    """Raise where an address leads to the network card itself: there clouds hand out keys, and no CRM answers.

    Raises:
        ValueError: so it does, or it is no web address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(url)
    for *_kind, place in socket.getaddrinfo(parts.hostname, parts.port or 443):
        address = ipaddress.ip_address(str(place[0]).partition("%")[0])
        # ::ffff:169.254.169.254 is written as one kind of address and leads to the other.
        if (getattr(address, "ipv4_mapped", None) or address).is_link_local:
            raise ValueError(str(LINK_LOCAL(host=parts.hostname)))
