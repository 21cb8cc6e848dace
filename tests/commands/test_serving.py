"""`willet serve` runs a worker beside the pages, that ends with the server however that ends."""

import fcntl
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.scaffold.served import home_of


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)


def is_held(path: Path) -> bool:
    with path.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def workers(home: Path) -> list[Path]:
    """The workers that are alive: each holds a lock of its own."""
    return [path for path in (home / "workers").glob("*.lock") if is_held(path)]


@pytest.mark.proof
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_of_a_server_ends_with_it(tmp_path: Path, number: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = home_of(tmp_path, WILLET_CHECK_HOURS="0")
    command = [sys.executable, "-m", "willet", "serve", "--port", str(port)]
    printed = tmp_path / "printed.txt"
    with (
        printed.open("w") as file,
        subprocess.Popen(command, env=environment, stdout=file) as server,
    ):
        try:
            until(lambda: len(workers(tmp_path)) == 1)

            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
                assert answer.status == 200
            server.send_signal(number)
            server.wait(timeout=30)
        finally:
            server.kill()

    until(lambda: workers(tmp_path) == [])
    text = printed.read_text()
    assert re.search(rf"Say who you are at\n  http://127\.0\.0\.1:{port}/start/\S+/\n", text)
    assert "becomes its administrator and signs in with their e-mail address" in text
