"""A real worker: killed, its job is done by the next; a hanging lane holds up no other; asked to stop, it ends well."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.rooms import PLAIN, offering, plain
from tests.scaffold.prepared import prepare
from willet.jobs.domain import lanes, working
from willet.jobs.domain.asking import ask
from willet.jobs.models import Job, Schedule
from willet.ui.tasks import USUAL

WORKER = """
import sys, threading, time, signal
from pathlib import Path
from types import SimpleNamespace
from willet.site.starting import boot
boot(with_static=False)
from willet.jobs.domain.asking import ask
from willet.jobs.domain.working import work
from willet.ui import offers
from willet.ui.tasks import Work

notes = Path(sys.argv[1])

def verb(order, progress):
    with notes.open("a") as file:
        file.write(f"begun {order.payload['n']}\\n")
    while order.payload.get("hangs") and notes.with_name("hold").exists():
        time.sleep(0.05)
    with notes.open("a") as file:
        file.write(f"done {order.payload['n']}\\n")

usual = offers._modules
room = SimpleNamespace(JOBS=[Work("tests.plain", "Plain", verb), Work("tests.mail", "Mail", verb, lane="mail")])
offers._modules = lambda name: (*usual(name), *([room] if name == "tasks" else []))
for asked in sys.argv[2:]:
    kind, n, hangs = asked.split(":")
    ask(kind, {"n": int(n), "hangs": hangs == "hangs"})
class Stop(threading.Event):
    # Python handles signals in the main thread: one that waits here holds the lock that the handler needs.
    def wait(self, timeout=None):
        if threading.current_thread() is threading.main_thread():
            raise RuntimeError("the thread that handles signals waits on what they set")
        return super().wait(timeout)

stop = Stop()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
work(stop)
"""


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Starts workers of one home, and ends what is left of them."""
    monkeypatch.setenv("WILLET_HOME", str(prepare(tmp_path / "home")))
    monkeypatch.setenv("WILLET_CHECK_HOURS", "0")
    started: list[subprocess.Popen[bytes]] = []

    def start(*asked: str) -> "subprocess.Popen[bytes]":
        started.append(
            subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path / "notes"), *asked])
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def lines(folder: Path) -> list[str]:
    path = folder / "notes"
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.proof
def test_the_job_of_a_killed_worker_is_done_by_the_next_at_once(
    tmp_path: Path, worker: Any
) -> None:
    (tmp_path / "hold").touch()
    killed = worker("tests.plain:1:hangs")
    until(lambda: lines(tmp_path) == ["begun 1"])

    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    (tmp_path / "hold").unlink()
    began = time.monotonic()
    worker()
    until(lambda: "done 1" in lines(tmp_path))

    assert lines(tmp_path) == ["begun 1", "begun 1", "done 1"]
    assert time.monotonic() - began < 20, (
        "no lease is waited for where the holder is known to be dead"
    )


@pytest.mark.proof
def test_a_hanging_lane_holds_up_no_other_and_two_workers_do_each_job_once(
    tmp_path: Path, worker: Any
) -> None:
    (tmp_path / "hold").touch()
    first = worker("tests.mail:1:hangs", "tests.mail:2:-", "tests.plain:3:-")
    until(lambda: "done 3" in lines(tmp_path))
    second = worker("tests.plain:4:-")
    until(lambda: "done 4" in lines(tmp_path))

    assert sorted(lines(tmp_path)) == ["begun 1", "begun 3", "begun 4", "done 3", "done 4"]

    first.terminate()
    time.sleep(0.3)
    assert first.poll() is None, "the job at hand is finished first"
    (tmp_path / "hold").unlink()
    assert first.wait(timeout=20) == 0
    until(lambda: "done 2" in lines(tmp_path))
    second.terminate()
    assert second.wait(timeout=20) == 0

    assert sorted(lines(tmp_path)) == sorted(
        f"{what} {number}" for what in ("begun", "done") for number in (1, 2, 3, 4)
    )


def test_once_does_what_is_due_and_leaves_what_waits(db: None, home: Path) -> None:
    def verb(order: Any, progress: Any) -> None:
        if order.payload["n"] == 2:
            raise ZeroDivisionError

    with offering(plain(verb)):
        ask(PLAIN, {"n": 1})
        ask(PLAIN, {"n": 2})
        working.work_once()

    states = {j.payload["n"]: j.state for j in Job.objects.filter(kind=PLAIN)}
    assert states == {1: "done", 2: "waiting"}
    assert Schedule.objects.filter(kind="imports.sweep").exists()


@pytest.mark.django_db(transaction=True)
def test_once_keeps_its_lane_through_a_job_longer_than_a_lease(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker would take the lane when the lease runs out, and the job with it."""
    monkeypatch.setattr(working, "RENEW_EVERY_S", 0.05)
    monkeypatch.setattr(lanes, "LEASE", timedelta(seconds=1))
    taken: list[bool] = []

    def verb(order: Any, progress: Any) -> None:
        end = time.monotonic() + 2
        while time.monotonic() < end:
            time.sleep(0.1)
            taken.append(lanes.take_lane(USUAL, "another"))

    with offering(plain(verb)):
        ask(PLAIN)
        working.work_once()

    assert len(taken) > 5
    assert not any(taken)
    assert Job.objects.get(kind=PLAIN).state == "done"
