"""A file of more than 100 MB through the real server: kept byte by byte, in little memory."""

import hashlib
import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.scaffold.served import home_of

MB = 1 << 20
MUCH = 110 * MB
MOST_GROWTH = 32 * MB
"""Django hands on 64 KiB at a time and uvicorn holds a few; a server that gathered the file would grow by all of it."""
LINE = b"1546015420|1546015415.1|sales|NONE|ENTERQUEUE||0301234567|1\n"
BOUNDARY = "willet-large-upload"

READY = """
from willet.site.starting import boot
boot()
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from willet.people.models import User
ann = User.objects.create(username="ann", email="ann@willet.example", role="administrator")
ann.set_unusable_password()
ann.save()
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(ann.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = ann.get_session_auth_hash()
session.save()
print(settings.SESSION_COOKIE_NAME, session.session_key)
"""


@dataclass(frozen=True)
class Served:
    """A server process, its home, and the cookie of somebody who signed in."""

    port: int
    process: "subprocess.Popen[bytes]"
    home: Path
    cookie: str

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    @property
    def peak(self) -> int:
        """The most memory the process has held so far, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) * 1024


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The product as it is served, and a person who signed in."""
    environment = home_of(tmp_path / "home")
    environment.pop("WILLET_UPLOAD_LIMIT", None)
    told = subprocess.run(
        [sys.executable, "-c", READY], env=environment, capture_output=True, text=True, check=True
    )
    name, key = told.stdout.split()[-2:]
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = f"import uvicorn; uvicorn.run('willet.site.asgi:application', port={port}, log_level='warning')"
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    found = Served(port, process, tmp_path / "home", f"{name}={key}")
    try:
        _wait_for(found)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(served: Served) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and served.process.poll() is None:
        try:
            with closing(served.connect()) as line:
                line.request("GET", "/healthz")
                line.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not come up")


def token_of(served: Served) -> tuple[str, str]:
    """The token that the form carries, and the cookie that goes with it."""
    with closing(served.connect()) as line:
        line.request("GET", "/imports/", headers={"Cookie": served.cookie})
        page = line.getresponse()
        html = page.read().decode()
    assert page.status == 200, html[:300]
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    cookie = re.search(r"willet_csrf=[^;]+", page.headers.get("Set-Cookie", ""))
    assert found is not None
    assert cookie is not None
    return found[1], cookie[0]


def body_of(fields: dict[str, str], file: str, size: int) -> tuple[bytes, Iterator[bytes], bytes]:
    """The head, the pieces of a file of that size, and the tail of a form as a browser sends it."""
    head = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
        for n, v in fields.items()
    )
    head += (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="uploads"; filename="{file}"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    )
    piece = LINE * (MB // len(LINE))
    pieces = (piece for _ in range(-(-size // len(piece))))
    return head.encode(), pieces, f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.mark.proof
def test_a_file_of_more_than_100_mb_passes_in_little_memory(served: Served) -> None:
    token, cookie = token_of(served)
    fields = {"csrfmiddlewaretoken": token, "zone": "UTC", "source": "", "region": ""}
    head, pieces, tail = body_of(fields, "queue_log", MUCH)
    content = b"".join(pieces)
    before = served.peak

    with closing(served.connect()) as line:
        line.putrequest("POST", "/imports/upload/")
        line.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        line.putheader("Content-Length", str(len(head) + len(content) + len(tail)))
        line.putheader("Cookie", f"{served.cookie}; {cookie}")
        line.endheaders()
        for part in (head, content, tail):
            line.send(part)
        answer = line.getresponse()
        said = answer.read().decode()
    grown = served.peak - before

    assert answer.status == 302, said[:2000]
    assert re.fullmatch(r"/imports/[0-9a-f-]{36}/", answer.headers["Location"])
    assert grown < MOST_GROWTH
    (kept,) = [p for p in (served.home / "uploads").rglob("*") if p.is_file()]
    with kept.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").digest() == hashlib.sha256(content).digest()
