"""The product as it is served, on a port of its own: uvicorn over the small lake, and a token to ask it with."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.scaffold.racing import run

_TOKEN = """
from willet.api.domain.tokens import make_token
from willet.people.domain import add_person
person = add_person("{name}", email="{name}@willet.example", role="{role}")
print(make_token(person, "tests", scopes=["ask", "read", "import"])[1])
"""


@dataclass(frozen=True)
class Served:
    """A server that answers, and the home that it serves."""

    url: str
    home: Path
    environment: dict[str, str]

    def token_of(self, role: str, name: str = "") -> str:
        """A token of somebody new in this role."""
        return run(self.environment, _TOKEN.format(name=name or role, role=role)).strip()


@contextmanager
def served(home: Path, **settings: str) -> Iterator[Served]:
    """Serve a home until the block ends."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"WILLET_HOME": str(home), "WILLET_DATABASE": "", **settings}
    code = f"import uvicorn; uvicorn.run('willet.site.asgi:application', port={port}, log_level='warning')"
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/healthz", process)
        yield Served(url, home, environment)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")
