"""The installation's folder: made once, closed to others, and never written to by reading."""

import stat
from pathlib import Path

import pytest

from willet.site.home import Home, write_private


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_prepared_home_is_closed_to_others(tmp_path: Path) -> None:
    home = Home(tmp_path / "deep" / "home")

    home.prepare()

    shut = {path.name: mode(path) for path in (home.path, home.key_file, home.path / "uploads")}
    assert shut == {"home": 0o700, "secret.key": 0o600, "uploads": 0o700}


def test_key_stays_the_same(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    first = home.secret_key()

    home.prepare()

    assert (home.secret_key(), len(first) >= 50) == (first, True)


def test_key_differs_between_homes(tmp_path: Path) -> None:
    homes = [Home(tmp_path / name) for name in "ab"]
    for home in homes:
        home.prepare()

    assert len({home.secret_key() for home in homes}) == 2


def test_home_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WILLET_HOME", str(tmp_path))
    assert Home.from_environment() == Home(tmp_path)

    monkeypatch.delenv("WILLET_HOME")
    monkeypatch.chdir(tmp_path)
    assert Home.from_environment() == Home(tmp_path / "willet-home")


def test_private_file_replaces_what_was_there(tmp_path: Path) -> None:
    write_private(tmp_path / "f", "long text\n")
    write_private(tmp_path / "f", "x\n")

    assert ((tmp_path / "f").read_text(encoding="utf-8"), mode(tmp_path / "f")) == ("x\n", 0o600)
