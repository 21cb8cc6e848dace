"""Homes as they are after their first start: made once in a run of the tests, then copied.

A first start makes every table of the rooms and compresses every static file, which takes seconds. Tests that are
about the first start itself begin with a folder that is not there.
"""

import os
import shutil
import subprocess
import sys
from atexit import register
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

FIRST_START = "from willet.site.starting import boot; boot()"
_SHARED: list[Path] = []
"""The folder that the workers of this run share, where there are workers; it goes with what they leave behind."""


def pytest_configure(config: pytest.Config) -> None:
    """Learn where the other workers find what this one makes."""
    if is_worker(config):
        _SHARED[:] = [Path(config.option.basetemp).parent / "prepared"]


def is_worker(config: pytest.Config) -> bool:
    """Whether this process is one of several that share the tests."""
    return hasattr(config, "workerinput")


def prepare(home: Path) -> Path:
    """Put into a home what its first start puts there, but for its keys, which are each home's own."""
    made = prepared()
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made / "rooms.sqlite3", home / "rooms.sqlite3")
    prepare_static(home)
    return home


def prepare_static(home: Path) -> None:
    """Put the static files alone into a home, whose rooms are elsewhere."""
    made = prepared() / "static"
    shutil.copytree(made, home / "static", copy_function=os.link, dirs_exist_ok=True)
    # The one file among them that is written in place.
    (home / "static" / ".collected").unlink()
    shutil.copy2(made / ".collected", home / "static")


@cache
def prepared() -> Path:
    """The home that is copied; whichever worker wants one first makes it."""
    folder = _SHARED[0] if _SHARED else _own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        if not (folder / "whole").exists():
            start(os.environ | {"WILLET_HOME": str(folder / "home"), "WILLET_DATABASE": ""})
            wal = folder / "home" / "rooms.sqlite3-wal"
            assert not wal.exists(), "all of it is in the one file"
            (folder / "whole").touch()
    return folder / "home"


def _own_folder() -> Path:
    folder = Path(mkdtemp(prefix="willet-prepared-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("a") as file:
        flock(file, LOCK_EX)
        yield


def start(environment: dict[str, str]) -> None:
    """Start a home for the first time, in a process of its own."""
    command = [sys.executable, "-c", FIRST_START]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
