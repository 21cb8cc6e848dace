"""The site under test: words compiled, a folder of its own, cheap passwords."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings

from willet.ui.languages import compile_stale

_FOLDER = pytest.StashKey["TemporaryDirectory[str]"]()


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at a folder that goes when the tests end."""
    compile_stale()
    folder = TemporaryDirectory(prefix="willet-tests-")
    config.stash[_FOLDER] = folder
    _use(Path(folder.name))
    # Argon2 takes a fifth of a second on purpose; tests sign in hundreds of people.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that folder."""
    if folder := config.stash.get(_FOLDER, None):
        folder.cleanup()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation's folder for one test: `settings.WILLET_HOME`.

    Homes of tests share a folder and, as copies of one lake, a key: whom one forgets no other does.
    """
    before = settings.WILLET_HOME
    monkeypatch.setenv("WILLET_ERASED", str(tmp_path / "outside"))
    (tmp_path / "outside").mkdir()
    _use(tmp_path)
    yield tmp_path
    _use(before)


def _use(home: Path) -> None:
    settings.WILLET_HOME = home
    settings.STATIC_ROOT = str(home / "static")
    settings.EMAIL_FILE_PATH = str(home / "mail")
    settings.FILE_UPLOAD_TEMP_DIR = str(home / "arriving")
    for name in ("static", "mail", "uploads", "arriving"):
        (home / name).mkdir(exist_ok=True)
