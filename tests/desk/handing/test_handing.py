"""Dispositions handed back: signed as the specification says, sent once, tried again, and taken out as a file."""

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.desk.conftest import Phones, Say
from tests.scaffold.cast import Cast
from willet.core.records import Message
from willet.desk.handing.sending import NotTakenError, give_up, send, send_again
from willet.desk.handing.signing import secret_of
from willet.desk.models import Handover, Webhook
from willet.jobs.models import Job
from willet.jobs.webhooks import signature


class Crm(HTTPServer):
    """A CRM on loopback that keeps what it is told and answers as it is set to."""

    def __init__(self) -> None:
        self.status, self.taken = 204, list[tuple[dict[str, str], bytes]]()
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Crm

    def do_POST(self) -> None:  # the library's own name
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(({k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def crm() -> Iterator[Crm]:
    server = Crm()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook(crm: Crm, cast: Cast) -> Webhook:
    return Webhook.objects.create(
        name="CRM", url=f"http://127.0.0.1:{crm.server_port}/hook", nonce="n1"
    )


def test_signature_is_that_of_the_specification() -> None:
    """The example of github.com/standard-webhooks, and the rule worked out once more by hand."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = b"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330." + body
    by_hand = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()

    given = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)

    assert given == f"v1,{by_hand}"
    assert given == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_disposition_is_asked_for_once_and_sent_signed(
    hook: Webhook, crm: Crm, phones: Phones, say: Say
) -> None:
    say(phones.tell(case_ref="T-17"), "no", cause="authority", note="secret", tags=["vip"])
    handover = Handover.objects.get()
    assert Job.objects.filter(kind="desk.hand_back").count() == 1

    send(handover.pk)
    send(handover.pk)

    ((headers, body),) = crm.taken
    data = json.loads(body)["data"]
    assert (data["ticket"], data["resolved"], data["cause"]) == ("T-17", "no", "authority")
    assert "secret" not in body.decode()
    id_, at = headers["webhook-id"], int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature(secret_of(hook), id_, at, body)
    handover.refresh_from_db()
    assert (handover.state, handover.tries, handover.answer) == ("sent", 1, "204")


def test_notes_go_along_where_it_was_chosen(
    hook: Webhook, crm: Crm, phones: Phones, say: Say
) -> None:
    hook.with_notes = True
    hook.save()
    say(phones.tell(), "yes", note="wants a goat")

    send(Handover.objects.get().pk)

    assert json.loads(crm.taken[0][1])["data"]["note"] == "wants a goat"


@pytest.mark.parametrize("status", [301, 307, 400, 410, 500, 503])
def test_what_is_not_taken_is_tried_again_under_the_same_id(
    hook: Webhook, crm: Crm, phones: Phones, say: Say, status: int
) -> None:
    say(phones.tell(), "yes")
    handover = Handover.objects.get()
    crm.status = status

    with pytest.raises(NotTakenError, match=str(status)):
        send(handover.pk)
    crm.status = 200
    send(handover.pk)

    assert len({headers["webhook-id"] for headers, _body in crm.taken}) == 1
    handover.refresh_from_db()
    assert (handover.state, handover.tries) == ("sent", 2)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/x", "http://169.254.169.254/x", "ftp://127.0.0.1/x", "http://no.invalid/"],
)
def test_address_that_cannot_be_reached_is_said_and_tried_again(
    hook: Webhook, phones: Phones, say: Say, url: str
) -> None:
    Webhook.objects.update(url=url)
    say(phones.tell(), "yes")

    with pytest.raises(NotTakenError):
        send(Handover.objects.get().pk)

    assert Handover.objects.get().answer != ""


@pytest.mark.parametrize("answer", [b"garbage\r\n\r\n", b"HTTP/1.1 " + b"2" * 70_000, b""])
def test_what_answers_no_http_is_said_and_tried_again(
    phones: Phones, say: Say, cast: Cast, answer: bytes
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        Webhook.objects.create(name="CRM", url=f"http://127.0.0.1:{server.getsockname()[1]}/")
        say(phones.tell())
        thread = threading.Thread(target=_answer_once, args=(server, answer))
        thread.start()
        with pytest.raises(NotTakenError, match="CRM did not take"):
            send(Handover.objects.get().pk)
        thread.join()

    one = Handover.objects.get()
    assert (one.state, one.tries, bool(one.answer)) == (Handover.State.WAITING, 1, True)


def _answer_once(server: socket.socket, answer: bytes) -> None:
    connection, _address = server.accept()
    with connection:
        connection.recv(65_536)
        connection.sendall(answer)


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "2852039166", "[::ffff:169.254.169.254]", "[fe80::1]"]
)
def test_address_of_the_network_card_is_told_nothing(
    phones: Phones, say: Say, cast: Cast, host: str
) -> None:
    Webhook.objects.create(name="CRM", url=f"http://{host}/latest")
    say(phones.tell())

    with pytest.raises(NotTakenError, match="network card"):
        send(Handover.objects.get().pk)


def test_given_up_is_sent_again_when_asked(
    hook: Webhook, crm: Crm, phones: Phones, say: Say, cast: Cast
) -> None:
    say(phones.tell(), "yes")
    handover = Handover.objects.get()
    give_up(str(handover.pk), Message("no", "x"))
    handover.refresh_from_db()
    assert handover.state == "given_up"

    cast.client("administrator").post(f"/desk/webhooks/{hook.pk}/again/")

    handover.refresh_from_db()
    assert handover.state == "waiting"
    send_again(handover)
    give_up(str(handover.pk), None)
    handover.refresh_from_db()
    assert handover.state == "waiting"


def test_secret_is_shown_once_and_rests_nowhere(cast: Cast) -> None:
    client = cast.client("administrator")

    shown = client.post("/desk/webhooks/", {"name": "CRM", "url": "https://crm.example/h"})

    secret = secret_of(Webhook.objects.get())
    assert secret in shown.content.decode()
    assert secret not in client.get("/desk/webhooks/").content.decode()
    assert secret.removeprefix("whsec_") not in str(Webhook.objects.values())


def test_everything_stated_is_taken_out_as_a_file(
    phones: Phones, say: Say, cast: Cast, small_lake: Path
) -> None:
    say(phones.tell(case_ref="T-17"), "no", cause="authority", note="=1+1")
    address = "/dispositions/?period=all&table=stated&format=csv"

    manager, lead = (
        b"".join(cast.client(role).get(address)).decode() for role in ("manager", "team_lead")
    )

    assert "Anna W,asterisk,1.1,T-17,no" in manager
    assert "'=1+1" in manager
    assert "Anna W" in lead
    assert cast.client("agent").get(address).status_code == 403


def test_lead_takes_out_their_teams_alone(
    phones: Phones, say: Say, cast: Cast, small_lake: Path
) -> None:
    say(phones.tell(agent="Otto K"), "no")

    address = "/dispositions/?period=all&table=stated&format=csv"

    assert "Otto K" in b"".join(cast.client("manager").get(address)).decode()
    assert "Otto K" not in b"".join(cast.client("team_lead").get(address)).decode()


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://crm.example/hook?a=1", 200),
        ("https://crm.example/hook", 200),
        ("http://crm:8080", 200),
        ("ftp://crm.example/", 422),
        ("https://ann:secret@crm.example/", 422),
        ("crm.example/hook", 422),
        ("https://", 422),
    ],
)
def test_address_is_one_of_the_web(cast: Cast, url: str, status: int) -> None:
    response = cast.client("administrator").post("/desk/webhooks/", {"name": "CRM", "url": url})

    assert (response.status_code, Webhook.objects.count()) == (status, int(status == 200))
