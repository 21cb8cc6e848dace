"""A worker that dies is followed by another; a signal to the keeper reaches it, and it never outlives the keeper."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from willet.commands.supervising import kept_up, supervised
from willet.core.records import RequestError

notes, deaths, then, keep = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]

def work():
    with notes.open("a") as file:
        file.write(f"{os.getpid()}\\n")
    if len(notes.read_text().split()) <= deaths:
        os.kill(os.getpid(), signal.SIGKILL)
    if then == "refused":
        raise RequestError("Another `willet work` serves this home already.")
    if then == "broken":
        raise ValueError("a fault of ours")
    if then == "waits":
        time.sleep(60)

sys.exit({"worker": supervised, "listener": kept_up}[keep](work, pause_s=0.01))
"""


def started(notes: Path, deaths: int, then: str, keep: str = "worker") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", SCRIPT, str(notes), str(deaths), then, keep]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def workers(notes: Path, number: int) -> list[int]:
    """The workers that were started, as soon as there are so many."""
    until = time.monotonic() + 20
    while not notes.exists() or notes.read_text().count("\n") < number:
        assert time.monotonic() < until, "no worker started"
        time.sleep(0.02)
    return [int(pid) for pid in notes.read_text().split()]


def has_ended(pid: int) -> bool:
    until = time.monotonic() + 10
    while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize("deaths", [0, 1, 3])
def test_the_next_worker_goes_on(tmp_path: Path, deaths: int) -> None:
    with started(tmp_path / "notes", deaths, "ends") as keeper:
        _, told = keeper.communicate(timeout=30)

    assert (keeper.returncode, len(workers(tmp_path / "notes", 1))) == (0, deaths + 1)
    assert told.count("another takes up its job") == deaths


@pytest.mark.parametrize(
    ("then", "status", "words"),
    [
        ("refused", 2, "willet: Another `willet work` serves this home already."),
        ("broken", 1, "ValueError: a fault of ours"),
    ],
)
def test_a_worker_that_ends_by_itself_is_the_end(
    tmp_path: Path, then: str, status: int, words: str
) -> None:
    with started(tmp_path / "notes", 0, then) as keeper:
        _, told = keeper.communicate(timeout=30)

    assert keeper.returncode == status
    assert told.strip().splitlines()[-1] == words
    assert len(workers(tmp_path / "notes", 1)) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_ends_with_its_keeper(tmp_path: Path, number: signal.Signals) -> None:
    with started(tmp_path / "notes", 0, "waits") as keeper:
        (worker,) = workers(tmp_path / "notes", 1)

        os.kill(keeper.pid, number)
        keeper.wait(timeout=20)

    assert has_ended(worker)
    assert len(workers(tmp_path / "notes", 1)) == 1


@pytest.mark.parametrize(("deaths", "then"), [(2, "waits"), (0, "broken"), (0, "returns")])
def test_a_listener_comes_again_however_it_ended(tmp_path: Path, deaths: int, then: str) -> None:
    keeper = started(tmp_path / "notes", deaths, then, "listener")

    assert len(workers(tmp_path / "notes", 3)) >= 3
    keeper.send_signal(signal.SIGTERM)
    keeper.communicate(timeout=20)

    assert keeper.returncode == 0
    assert all(has_ended(listener) for listener in workers(tmp_path / "notes", 3))
