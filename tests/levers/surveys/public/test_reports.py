"""Reports of a mail service, sent as the service sends them: what arrived, what came back, and who calls it spam."""

import base64
import json
import os
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.levers.surveys.asking import NOW, a_wave, an_invitation
from tests.notices.post import post_office
from tests.scaffold.cast import Cast
from willet.levers.surveys.domain.composing import mail_of
from willet.levers.surveys.domain.resting import opted_out
from willet.levers.surveys.domain.sending import _delivered
from willet.levers.surveys.models import Invitation

SECRET = "willet:a long secret"
WHEN = "2026-03-16T09:00:00Z"


def postmark(named: str, kind: str, **more: str) -> Any:
    """The body of Postmark's webhooks, by their documentation."""
    return {"RecordType": kind, "MessageID": "883953f4", "Recipient": "ann@b.de", "Email": "ann@b.de",
            "DeliveredAt": WHEN, "Metadata": {"invitation": named}, **more}  # fmt: skip


def brevo(named: str, kind: str, **more: str) -> Any:
    return {"event": kind, "email": "ann@b.de", "ts_epoch": 1773651600000, "message-id": "<1@b>",
            "X-Mailin-custom": json.dumps({"invitation": named})}  # fmt: skip


BODIES = {"postmark": postmark, "brevo": brevo}


@pytest.fixture(autouse=True)
def anymail() -> Iterator[None]:
    if find_spec("anymail") is None:
        missing = "LEFT OUT: no django-anymail. Install it with pip install 'willet[mail]'."
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with override_settings(ANYMAIL={"WEBHOOK_SECRET": SECRET}):
        yield


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return an_invitation(a_wave(cast.manager), delivered_at=None, address_mark="m")


def report(public: Client, service: str, body: Any, secret: str = SECRET) -> int:
    token = base64.b64encode(secret.encode()).decode()
    with override_settings(WILLET_MAIL_SERVICE=service):
        return public.post(
            f"/mail/{service}/", json.dumps(body), content_type="application/json",
            headers={"authorization": f"Basic {token}", "user-agent": "Postmark"},
        ).status_code  # fmt: skip


@pytest.mark.parametrize(
    ("service", "kind", "more", "delivered", "bounced"),
    [
        ("postmark", "Delivery", {}, True, False),
        ("postmark", "Bounce", {"Type": "HardBounce"}, False, True),
        ("postmark", "Bounce", {"Type": "Transient"}, False, False),
        ("postmark", "Open", {}, False, False),
        ("postmark", "Click", {}, False, False),
        ("brevo", "delivered", {}, True, False),
        ("brevo", "hard_bounce", {}, False, True),
    ],
)
def test_reports_say_what_arrived_and_what_came_back(
    public: Client, invitation: Invitation, service: str, kind: str, more: dict[str, str],
    delivered: bool, bounced: bool,
) -> None:  # fmt: skip
    status = report(public, service, BODIES[service](str(invitation.pk), kind, **more))

    invitation.refresh_from_db()
    moments = invitation.delivered_at, invitation.bounced_at
    assert status == 200
    assert tuple(moment is not None for moment in moments) == (delivered, bounced)
    assert not opted_out(["m"])


def test_who_calls_a_mail_spam_is_asked_no_more(public: Client, invitation: Invitation) -> None:
    body = postmark(str(invitation.pk), "SpamComplaint", Type="SpamComplaint")

    assert report(public, "postmark", body) == 200

    assert opted_out(["m"])


def test_report_without_the_secret_or_of_another_service_counts_nothing(
    public: Client, invitation: Invitation
) -> None:
    body = postmark(str(invitation.pk), "Delivery")

    statuses = [
        report(public, "postmark", body, secret="willet:guessed"),
        public.post("/mail/postmark/", body, content_type="application/json").status_code,
    ]

    invitation.refresh_from_db()
    assert statuses == [400, 404]
    assert invitation.delivered_at is None


@pytest.mark.parametrize(
    ("service", "header"),
    [
        ("postmark", "X-PM-Metadata-invitation"),
        ("brevo", "X-Mailin-custom"),
    ],
)
def test_mail_carries_what_the_service_hands_back_and_is_not_delivered_before(
    invitation: Invitation, service: str, header: str
) -> None:
    with override_settings(WILLET_MAIL_SERVICE=service), post_office():
        mail = mail_of(invitation, "ann@b.de")
        before = _delivered(NOW)

    assert str(invitation.pk) in mail.extra_headers[header]
    assert before is None
