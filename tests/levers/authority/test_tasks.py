"""Grants on their way to the system that pays, and requests that time out, by the worker."""

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.utils import timezone

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.jobs.domain.carrying import carry_out
from willet.jobs.domain.claiming import claim
from willet.jobs.models import Job
from willet.jobs.webhooks import new_secret
from willet.levers.authority.domain import ask, grant, take_back
from willet.levers.authority.models import Grant, GrantKind, GrantRequest, Payout, Receiver
from willet.levers.authority.tasks import LANE


class _Pay(BaseHTTPRequestHandler):
    events: list[dict[str, Any]]
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        type(self).events.append(json.loads(body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def pay(db: None) -> Iterator[type[_Pay]]:
    """The system that pays, on this machine; what it was told."""
    kind = type("Pay", (_Pay,), {"events": []})
    with HTTPServer(("127.0.0.1", 0), kind) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/pay"
        Receiver.objects.create(url=url, secret=new_secret())
        yield kind
        server.shutdown()
        thread.join()


def _work() -> None:
    Job.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    while (job := claim(LANE, "w")) is not None:
        carry_out(job)


def _states() -> list[str]:
    return list(Payout.objects.order_by("pk").values_list("state", flat=True))


def test_grant_arrives_and_so_does_its_end(cast: Cast, refund: GrantKind, pay: type[_Pay]) -> None:
    limit_of(refund, cast.manager)
    given = grant(wish(refund, 1_234), by=cast.agent)
    _work()
    assert _states() == ["sent"]

    take_back(given, by=cast.agent)
    _work()

    assert [event["type"] for event in pay.events] == ["grant.granted", "grant.taken_back"]
    data = pay.events[0]["data"]
    assert (data["id"], data["amount_minor"], data["currency"]) == (str(given.pk), 1_234, "EUR")
    assert not {"Anna", "late again", "7"} & set(map(str, data.values()))
    assert _states() == ["cancelled"]


def test_refused_grant_is_said_so(cast: Cast, refund: GrantKind, pay: type[_Pay]) -> None:
    limit_of(refund, cast.manager)
    pay.status = 422
    grant(wish(refund, 1_234), by=cast.agent)

    _work()

    assert (_states(), "422" in Payout.objects.get().note) == (["failed"], True)


def test_slip_taken_back_at_once_is_never_paid(
    cast: Cast, refund: GrantKind, pay: type[_Pay]
) -> None:
    limit_of(refund, cast.manager)
    take_back(grant(wish(refund, 100), by=cast.agent), by=cast.agent)

    _work()

    assert [event["type"] for event in pay.events] == ["grant.taken_back"]
    assert _states() == ["cancelled"]


def test_without_an_address_nothing_is_asked_for(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    grant(wish(refund, 100), by=cast.agent)

    assert (_states(), Job.objects.count(), Grant.objects.count()) == (["waiting"], 0, 1)


def test_page_ends_what_is_overdue(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    ask(wish(refund, 9_000), by=cast.agent)
    GrantRequest.objects.update(expires_at=timezone.now())

    page = cast.client("agent").get("/authority/became/").content.decode()

    assert ("not decided in time" in page, GrantRequest.objects.get().verdict) == (
        True,
        "timed_out",
    )
