"""The installation's folder: made once, closed to others, and never written to by reading."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from willet.site.home import Home, write_private


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """Preparing a home closes what the process writes from then on; the other tests are not concerned."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_prepared_home_is_closed_to_others(tmp_path: Path) -> None:
    home = Home(tmp_path / "deep" / "home")

    home.prepare()

    shut = {path.name: mode(path) for path in (home.path, home.key_file, home.path / "uploads")}
    assert shut == {"home": 0o700, "secret.key": 0o600, "uploads": 0o700}


def test_home_is_closed_however_it_was_made(tmp_path: Path) -> None:
    home, elsewhere = Home(tmp_path / "home"), tmp_path / "elsewhere"
    (home.path / "lake" / "tables").mkdir(parents=True)
    (home.path / "lake" / "tables" / "day.parquet").write_bytes(b"x")
    elsewhere.write_text("not ours", encoding="ascii")
    (home.path / "link").symlink_to(elsewhere)
    for path in (home.path, *home.path.rglob("*")):
        path.chmod(0o777)

    home.prepare()

    inside = [p for p in home.path.rglob("*") if not p.is_symlink()]
    assert len(inside) == 8
    assert [p.name for p in (home.path, *inside) if mode(p) & 0o077] == []
    assert mode(elsewhere) == 0o777


@pytest.mark.journey("process")
def test_first_import_closes_the_home_it_makes(tmp_path: Path) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text("contact_id,arrived_at\n1,2026-03-02 09:00:00\n", encoding="ascii")
    words = [sys.executable, "-m", "willet", "import", "table", str(calls), "--zone", "UTC"]
    told = os.environ | {"WILLET_HOME": str(tmp_path / "home")}

    subprocess.run(words, env=told, check=True, capture_output=True, umask=0o022)

    made = [tmp_path / "home", *(tmp_path / "home").rglob("*")]
    assert len(made) > 5
    assert [p.name for p in made if mode(p) & 0o077] == []


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
