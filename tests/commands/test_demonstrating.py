"""The demo as a process: when it is told to end, its worker ends with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from willet.commands import demonstrating


def _is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def test_worker_ends_with_a_demo_that_is_told_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: object, **more: object) -> None:
            super().__init__([sys.executable, "-c", "import time; time.sleep(60)"])
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit):
        _ended_amid_the_work()
    signal.signal(signal.SIGTERM, before)

    assert [_is_alive(process.pid) for process in started] == [False]


def _ended_amid_the_work() -> None:
    with demonstrating._worker():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
