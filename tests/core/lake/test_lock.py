"""One writer at a time; the one who waits says for whom, and gives up with a next step."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from willet.core.lake.lock import writer_lock
from willet.core.records import LakeError


def test_waiting_writer_says_who_is_before_it(tmp_path: Path) -> None:
    said: list[str] = []

    def second() -> None:
        with writer_lock(tmp_path / "lock", progress=lambda step, _: said.append(step)):
            said.append("writing")

    with writer_lock(tmp_path / "lock"):
        thread = Thread(target=second)
        thread.start()
        while not said:
            thread.join(0.01)
    thread.join()

    assert said[0] == f"waiting for process {os.getpid()}, which is writing to the data store"
    assert said[-1] == "writing"


def test_writer_gives_up_with_a_next_step(tmp_path: Path) -> None:
    with (
        writer_lock(tmp_path / "lock"),
        pytest.raises(LakeError) as told,
        writer_lock(tmp_path / "lock", wait_s=0.2),
    ):
        pytest.fail("two writers at once")

    assert str(told.value) == (
        f"Process {os.getpid()} has been writing to {tmp_path} for over 0.2 s. "
        "Wait for it or stop it, then run this again; nothing was written."
    )


def test_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    script = (
        "import os, signal, pathlib; from willet.core.lake.lock import writer_lock\n"
        f"with writer_lock(pathlib.Path({str(tmp_path / 'lock')!r})): os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False)

    with writer_lock(tmp_path / "lock", wait_s=0):
        assert killed.returncode == -9
