"""What a connection does when the other side is busy, slow, elsewhere, or not Willet at all."""

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

import willet
from willet.core.records import LakeError, RequestError

Reply = tuple[int, dict[str, str], bytes]
ANSWER: dict[str, object] = {
    "question": {
        "metrics": ["received"],
        "by": [],
        "from": None,
        "to": None,
        "where": None,
        "params": {},
        "profile": "willet",
    },
    "rows": [],
    "as_of": None,
    "formula": {},
    "notes": [],
}
GOOD: Reply = (200, {}, json.dumps(ANSWER).encode())
BUSY: Reply = (429, {"Retry-After": "0"}, b"")
FAILED: Reply = (503, {"Retry-After": "0"}, b"<html>")


@contextmanager
def answering(*replies: Reply) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers one after another, and what it was shown."""
    left, shown = list(replies), list[str]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            shown.append(self.headers["Authorization"])
            status, headers, body = left.pop(0)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the tests' own output stays readable."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", shown
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("replies", [[GOOD], [BUSY, GOOD], [FAILED, BUSY, FAILED, GOOD]])
def test_busy_server_is_asked_again(replies: Sequence[Reply]) -> None:
    with answering(*replies) as (url, shown):
        answer = willet.connect(url, "wlt_x").ask("received")

    assert answer.to_json_object() == ANSWER
    assert shown == ["Bearer wlt_x"] * len(replies)


@pytest.mark.parametrize(
    ("reply", "kind"), [(BUSY, RequestError), (FAILED, LakeError)], ids=["429", "503"]
)
def test_server_that_stays_busy_is_given_up(reply: Reply, kind: type[Exception]) -> None:
    with answering(*[reply] * 3) as (url, shown), pytest.raises(kind, match=str(reply[0])):
        willet.connect(url, "wlt_x", tries=3).ask("received")

    assert len(shown) == 3


def test_wait_that_is_asked_for_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    waits = [
        {"Retry-After": "7"},
        {"Retry-After": "99999"},
        {"Retry-After": "soon"},
        {},
        {"Retry-After": "\xb2"},
    ]

    with answering(*[(429, wait, b"") for wait in waits], GOOD) as (url, _shown):
        willet.connect(url, "wlt_x", tries=6).ask("received")

    assert slept[:5] == [7.0, 60.0, 4.0, 8.0, 16.0]


@pytest.mark.parametrize(
    "reply",
    [
        (200, {}, b""),
        (200, {}, b"<html>"),
        (200, {}, b"[]"),
        (200, {}, b'{"rows": []}'),
        (200, {}, b"\xff\xfe"),
        (200, {}, json.dumps({**ANSWER, "rows": [{"metric": "received"}]}).encode()),
        (500, {}, b"Traceback"),
        (502, {}, b"\xff"),
        (500, {}, b'{"message": 3}'),
    ],
    ids=lambda reply: str(reply[2][:20]),
)
def test_what_is_no_answer_of_willet_is_said_so(reply: Reply) -> None:
    with answering(reply) as (url, _shown), pytest.raises(LakeError) as failed:
        willet.connect(url, "wlt_x").ask("received")

    assert "127.0.0.1" in str(failed.value)
    assert "Traceback" not in str(failed.value)
    assert ("does not answer as Willet does" in str(failed.value)) == (reply[0] == 200)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_token_is_not_carried_elsewhere(status: int) -> None:
    with (
        answering() as (other, seen),
        answering((status, {"Location": f"{other}/api/v1/ask"}, b"")) as (url, _shown),
        pytest.raises(RequestError, match="leads on"),
    ):
        willet.connect(url, "wlt_x").ask("received")

    assert seen == []


def test_slow_server_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(LakeError, match="cannot be reached"):
            willet.connect(url, "wlt_x", timeout_s=0.2).ask("received")


def test_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    certificate = _self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as plain:
        thread = threading.Thread(target=_greet, args=(plain, context))
        thread.start()
        with pytest.raises(LakeError, match="CERTIFICATE_VERIFY_FAILED"):
            willet.connect(f"https://localhost:{plain.getsockname()[1]}", "wlt_x").ask("received")
        thread.join()


def _greet(plain: socket.socket, context: ssl.SSLContext) -> None:
    connection, _address = plain.accept()
    with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as safe:
        safe.recv(1)


def _self_signed(folder: Path) -> Path:
    """A certificate of localhost that only it itself vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "own.pem").write_bytes(private + signed.public_bytes(Encoding.PEM))
    return folder / "own.pem"
