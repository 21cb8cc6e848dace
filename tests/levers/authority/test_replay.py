"""What is handed on to the system that pays, against one that pays by the rules: replayed, late, forged, sent twice."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from typing import cast as as_type
from uuid import uuid4

import pytest

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.core.records import LakeError
from willet.core.sources import Progress
from willet.levers.authority.domain import grant, take_back
from willet.levers.authority.domain.handing import HAND_ON
from willet.levers.authority.models import Grant, GrantKind, Receiver
from willet.levers.authority.tasks import hand_on_one
from willet.ui.tasks import WorkOrder

SECRETS = {
    name: "whsec_" + base64.b64encode(name.encode() * 8).decode() for name in ("old!", "new!")
}
NOW = 1_800_000_000
TOLERANCE_S = 300
Delivery = tuple[dict[str, str], bytes]


@dataclass
class Payer:
    """A system that pays: what it got, and what it did; as the specification asks of whoever receives."""

    secret: str = SECRETS["old!"]
    clock_s: int = NOW
    got: list[Delivery] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    is_down: bool = False

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """The status with which a delivery is answered; what it had before it does not do again."""
        event_id, at = headers["webhook-id"], headers["webhook-timestamp"]
        signed = f"{event_id}.{at}.".encode() + body
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        mine = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        if not hmac.compare_digest(mine, headers["webhook-signature"]):
            return 401
        if abs(int(at) - self.clock_s) > TOLERANCE_S:
            return 400
        if self.is_down:
            return 503
        sign = -1 if json.loads(body)["type"] == "grant.taken_back" else 1
        self.done.setdefault(event_id, sign * json.loads(body)["data"]["amount_minor"])
        return 204


@pytest.fixture
def payer(db: None) -> Iterator[Payer]:
    """One that listens on this machine, and whose address is kept."""
    one = Payer()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            heard = {name.lower(): text for name, text in self.headers.items()}
            one.got.append((heard, body))
            self.send_response(one.take(heard, body))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/pay"
        Receiver.objects.create(url=url, secret=one.secret)
        yield one
        server.shutdown()
        thread.join()


def _hand_on(given: Grant, event: str = "granted", *, at_s: int = NOW) -> None:
    """What the worker does, at a moment."""
    order = WorkOrder(uuid4(), HAND_ON, payload={"grant": str(given.pk), "event": event})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("willet.jobs.webhooks.time", lambda: float(at_s))
        hand_on_one(order, as_type(Progress, lambda *_steps: None))


@pytest.fixture
def given(cast: Cast, refund: GrantKind, payer: Payer) -> Grant:
    """12.34 EUR granted."""
    limit_of(refund, cast.manager)
    return grant(wish(refund, 1_234), by=cast.agent)


def test_sent_twice_by_a_worker_that_died_between_it_is_paid_once(
    given: Grant, payer: Payer
) -> None:
    _hand_on(given)
    _hand_on(given, at_s=NOW + 60)

    assert len(payer.got) == 2
    assert payer.done == {f"{given.pk}.granted": 1_234}


def test_taken_back_is_an_event_of_its_own_and_undoes_it_once(
    given: Grant, payer: Payer, cast: Cast
) -> None:
    _hand_on(given)
    take_back(given, by=cast.agent)
    for _twice in range(2):
        _hand_on(given, "taken_back")
    _hand_on(given)  # The first job, once more: a grant that was taken back is handed on to nobody.

    assert len(payer.got) == 3
    assert (len(payer.done), sum(payer.done.values())) == (2, 0)


def test_delivery_that_somebody_kept_is_worth_nothing_later(given: Grant, payer: Payer) -> None:
    _hand_on(given)
    ((headers, body),) = payer.got
    payer.done.clear()  # Even where what was had before is forgotten.
    payer.clock_s += TOLERANCE_S + 1

    late = payer.take(headers, body)
    renewed = payer.take({**headers, "webhook-timestamp": str(payer.clock_s)}, body)
    dearer = payer.take(headers, body.replace(b"1234", b"9234"))

    assert ((late, renewed, dearer), payer.done) == ((400, 401, 401), {})


def test_delivery_that_was_refused_for_now_comes_again_as_fresh_as_the_first(
    given: Grant, payer: Payer
) -> None:
    payer.is_down = True
    with pytest.raises(LakeError, match="503"):
        _hand_on(given)
    payer.is_down, payer.clock_s = False, NOW + 86_400

    _hand_on(given, at_s=NOW + 86_400)

    assert {headers["webhook-id"] for headers, _body in payer.got} == {f"{given.pk}.granted"}
    assert payer.done == {f"{given.pk}.granted": 1_234}


def test_each_delivery_is_signed_by_the_secret_that_holds_when_it_is_sent(
    given: Grant, payer: Payer
) -> None:
    _hand_on(given)
    (before,) = payer.got
    payer.secret = SECRETS["new!"]
    Receiver.objects.update(secret=payer.secret)

    stale = payer.take(*before)
    _hand_on(given)

    assert (stale, [payer.take(*one) for one in payer.got]) == (401, [401, 204])
