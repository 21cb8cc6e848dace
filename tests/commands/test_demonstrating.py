"""`willet demo` keeps to a home of its own, and mixes with no other."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from willet.commands.demonstrating import move_into
from willet.core.records import RequestError
from willet.site.home import Home


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """What the command sets goes with the test."""
    before = os.umask(0o022)
    monkeypatch.setenv("WILLET_HOME", str(tmp_path / "real"))
    monkeypatch.setenv("WILLET_DATABASE", "postgresql://nobody@localhost/rooms")
    yield
    os.umask(before)


def test_demo_moves_away_from_the_real_home_and_its_database(tmp_path: Path) -> None:
    home = move_into(tmp_path / "demo")

    assert (os.environ["WILLET_HOME"], os.environ["WILLET_DATABASE"]) == (str(home.path), "")
    assert home.is_invented
    assert not (tmp_path / "real").exists()


@pytest.mark.parametrize("used", ["rooms.sqlite3", "lake/HEAD"])
def test_home_of_an_installation_becomes_no_demo(tmp_path: Path, used: str) -> None:
    (tmp_path / "real" / used).parent.mkdir(parents=True)
    (tmp_path / "real" / used).touch()

    with pytest.raises(RequestError, match="holds an installation of its own"):
        move_into(tmp_path / "real")

    assert not Home(tmp_path / "real").is_invented


@pytest.mark.parametrize("mark", ["invented", "demo-sign-in.txt"])
def test_demo_of_before_is_taken_up_again(tmp_path: Path, mark: str) -> None:
    (tmp_path / "rooms.sqlite3").touch()
    (tmp_path / mark).touch()

    assert move_into(tmp_path).is_invented


@pytest.mark.journey("process", but_first=True)
@pytest.mark.parametrize("port", ["0", "65536", "eighty", "٨٠"])
def test_port_that_is_none_is_refused(port: str) -> None:
    environment = os.environ | {"WILLET_PORT": port}
    command = [sys.executable, "-m", "willet", "demo", "--help"]

    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stderr.count("A port is a number from 1 to 65535.")) == (2, 1)
