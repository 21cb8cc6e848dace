"""The product as it runs: a server of its own in a home of its own, and a process beside it that speaks its Python."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.prepared import prepare

_BESIDE = """
from willet.site.starting import boot
boot(with_static=False)
import json, sys
space = {}
for line in sys.stdin:
    try:
        exec(json.loads(line), space)
        print(json.dumps(space.pop("answer", None)), flush=True)
    except Exception as error:
        print(json.dumps({"failed": repr(error)}), flush=True)
"""
SIGN_IN = """
from django.conf import settings
from django.test import Client
from willet.people.models import User
from willet.people.domain import add_person
person = User.objects.filter(username={name!r}).first() or add_person(
    {name!r}, email={name!r} + "@willet.example", role={role!r}, password="a long enough secret")
client = Client(SERVER_NAME="localhost")
client.force_login(person, backend="willet.people.signin.backend.AccountBackend")
answer = client.cookies[settings.SESSION_COOKIE_NAME].value
"""


class Beside:
    """A process in the same home: carries out lines of Python, and gives back what they call `answer`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        command = [sys.executable, "-c", _BESIDE]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, env=environment, stdin=pipe, stdout=pipe, text=True
        )

    def do(self, code: str) -> object:
        """What the lines leave in `answer`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(code) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert not (isinstance(answer, dict) and "failed" in answer), answer
        return answer

    def sign_in(self, name: str, role: str) -> str:
        """The session of a person who signed in, made if they are new."""
        return str(self.do(SIGN_IN.format(name=name, role=role)))

    def stop(self) -> None:
        """End the process."""
        self.process.communicate(timeout=20)


@dataclass
class Served:
    """A server that runs, and the process beside it."""

    port: int
    process: "subprocess.Popen[bytes]"
    beside: Beside

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def answering(
    environment: Mapping[str, str], *words: str
) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """A server of that home on a free port, with further words of the command, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "willet", "serve", "--no-work", "--port", str(port), *words]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


@contextmanager
def serving(
    environment: Mapping[str, str], *words: str, beside: Beside | None = None
) -> Iterator[Served]:
    """Serve that home until the block ends."""
    other = beside or Beside(environment)
    try:
        with answering(environment, *words) as (port, process):
            yield Served(port, process, other)
    finally:
        if beside is None:
            other.stop()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def home_of(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a home in this folder, prepared unless it was before, its rooms in SQLite."""
    if not (folder / "rooms.sqlite3").exists():
        prepare(folder)
    return os.environ | {"WILLET_HOME": str(folder), "WILLET_DATABASE": "", **settings}


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until an address answers; fail where its server ends before."""
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not come up")


class Listening:
    """One stream, read as a browser reads it."""

    def __init__(
        self,
        served: Served,
        session: str,
        *,
        query: str = "",
        timeout_s: float = 20,
        **headers: str,
    ):
        self.connection = HTTPConnection("127.0.0.1", served.port, timeout=timeout_s)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(
            "GET", f"/live/{query}", headers={"Cookie": f"willet_session={session}"} | named
        )
        self.answer: HTTPResponse = self.connection.getresponse()

    def next(self) -> dict[str, str]:
        """The next event, its fields by name; nothing where the stream ended."""
        fields: dict[str, str] = {}
        while line := self.answer.readline().decode().rstrip("\n"):
            name, _colon, value = line.partition(":")
            fields[name] = value.strip()
        return fields

    def news(self, count: int) -> list[str]:
        """What the next events are about; beats and the like are passed over."""
        heard: list[str] = []
        while len(heard) < count and (event := self.next()):
            if "event" not in event:
                heard.append(json.loads(event["data"])["about"])
        return heard

    def close(self) -> None:
        """Go away."""
        self.answer.close()
        self.connection.close()


Listen = Callable[..., Listening]
"""Opens a stream: of which server, with which session."""


@pytest.fixture
def listen() -> Iterator[Listen]:
    """Opens streams, and closes those that the test left open."""
    opened: list[Listening] = []

    def begin(served: Served, session: str, **words: Any) -> Listening:
        opened.append(Listening(served, session, **words))
        return opened[-1]

    yield begin
    for stream in opened:
        stream.close()
