"""Events sent to a real server on this machine: what it is told, and what becomes of each answer."""

import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from willet.core.records import LakeError, RequestError
from willet.jobs.webhooks import new_secret, send, signature

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class _Hook(BaseHTTPRequestHandler):
    seen: list[tuple[dict[str, str], bytes]]
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        type(self).seen.append(({k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.status)
        self.send_header("location", "/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hook() -> Iterator[tuple[str, type[_Hook]]]:
    """The address of a server, and what it was sent."""
    kind = type("Hook", (_Hook,), {"seen": []})
    with HTTPServer(("127.0.0.1", 0), kind) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/pay", kind
        server.shutdown()
        thread.join()


def test_event_is_signed_over_what_arrives(hook: tuple[str, type[_Hook]]) -> None:
    url, kind = hook

    assert send(url, SECRET, "g1", {"type": "grant.granted"}) == 200

    ((headers, body),) = kind.seen
    at = int(headers["webhook-timestamp"])
    assert (headers["webhook-id"], json.loads(body)) == ("g1", {"type": "grant.granted"})
    assert headers["webhook-signature"] == signature(SECRET, "g1", at, body)
    assert headers["webhook-signature"] != signature(new_secret(), "g1", at, body)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (302, RequestError),
        (400, RequestError),
        (410, RequestError),
        (408, LakeError),
        (429, LakeError),
        (500, LakeError),
    ],
)
def test_answer_says_whether_it_is_tried_again(
    hook: tuple[str, type[_Hook]], status: int, error: type[Exception]
) -> None:
    url, kind = hook
    kind.status = status

    with pytest.raises(error, match=str(status)):
        send(url, SECRET, "g1", {})

    assert len(kind.seen) == 1


def test_nobody_listening_is_tried_again() -> None:
    with pytest.raises(LakeError, match="could not be reached"):
        send("http://127.0.0.1:9/pay", SECRET, "g1", {})


def test_what_answers_no_http_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_answer_garbage, args=(server,))
        thread.start()
        with pytest.raises(LakeError, match="could not be reached"):
            send(f"http://127.0.0.1:{server.getsockname()[1]}/pay", SECRET, "g1", {})
        thread.join()


def _answer_garbage(server: socket.socket) -> None:
    connection, _address = server.accept()
    with connection:
        connection.recv(65_536)
        connection.sendall(b"garbage\r\n\r\n")


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_?", "whsec_QUJD", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
)
def test_secret_that_is_none(secret: str) -> None:
    with pytest.raises(RequestError, match="whsec_"):
        signature(secret, "g1", 0, b"")
