"""Homes as they are after their first start: made once in each process of tests, then copied.

A first start makes every table of the rooms and compresses every static file, which takes seconds. Tests that are
about the first start itself begin with a folder that is not there.
"""

import os
import shutil
import subprocess
import sys
from atexit import register
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

FIRST_START = "from willet.site.starting import boot; boot()"


def prepare(home: Path) -> Path:
    """Put into a home what its first start puts there, but for its keys, which are each home's own."""
    made = _prepared()
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made / "rooms.sqlite3", home / "rooms.sqlite3")
    prepare_static(home)
    return home


def prepare_static(home: Path) -> None:
    """Put the static files alone into a home, whose rooms are elsewhere."""
    made = _prepared() / "static"
    shutil.copytree(made, home / "static", copy_function=os.link, dirs_exist_ok=True)
    # The one file among them that is written in place.
    (home / "static" / ".collected").unlink()
    shutil.copy2(made / ".collected", home / "static")


@cache
def _prepared() -> Path:
    folder = Path(mkdtemp(prefix="willet-prepared-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    start(os.environ | {"WILLET_HOME": str(folder / "home"), "WILLET_DATABASE": ""})
    assert not (folder / "home" / "rooms.sqlite3-wal").exists(), "all of it is in the one file"
    return folder / "home"


def start(environment: dict[str, str]) -> None:
    """Start a home for the first time, in a process of its own."""
    command = [sys.executable, "-c", FIRST_START]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
