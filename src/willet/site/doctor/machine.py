"""The machine: versions, the home folder with its keys, room on the disk, the clock, and how text comes out."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final

from willet.core.lake.layout import Layout
from willet.core.lake.settings import read_key, read_settings, refuse_other_key
from willet.site.doctor.findings import Finding, fault, ok, warning
from willet.site.home import Home
from willet.ui.languages import word_lists

NEEDED: Final = (3, 11)
ROOM: Final = 2**30
"""Free bytes below which an import or a copy may not fit."""
NO_ROOM: Final = 100 * 2**20
"""Free bytes below which nothing is safe to write."""
AHEAD: Final = timedelta(minutes=10)
KEYS: Final = {
    "secret.key": "sessions and links",
    "lake.key": "the hashes of callers",
    "vault.key": "the vault",
}


def versions(home: Home) -> Iterator[Finding]:
    """Python and what Willet stands on."""
    python = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < NEEDED:
        yield fault("python", f"Python {python} is too old", "Install Python 3.11 or newer.")
    packages = ", ".join(f"{name} {version(name)}" for name in ("willet", "django", "duckdb"))
    yield ok("versions", f"{packages}, Python {python}, SQLite {sqlite3.sqlite_version}")


def home_folder(home: Home) -> Iterator[Finding]:
    """Whether the folder is there, is ours to write, and is closed to other accounts of the machine."""
    if not home.path.exists():
        yield warning(
            "home", f"{home.path} is not there yet", "`willet serve` or the first import makes it."
        )
        return
    if not home.path.is_dir():
        yield fault("home", f"{home.path} is a file", "Name a folder with WILLET_HOME.")
        return
    if not os.access(home.path, os.R_OK | os.W_OK | os.X_OK):
        yield fault(
            "home",
            f"{home.path} cannot be written by this account",
            "Run Willet as the account that owns it, or give it the folder with chown.",
        )
        return
    marked = "; its calls and people are the demo's" if home.is_invented else ""
    yield ok("home", f"{home.path}{marked}")
    if others := [path for path in (home.path, *_within(home.path)) if _is_open(path)]:
        yield warning(
            "home",
            f"{len(others):,} files can be read by other accounts, the first {others[0]}",
            "`willet serve` closes them as it starts.",
        )


def _within(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        yield from (Path(place, name) for name in (*folders, *files))


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISLNK(mode) and bool(mode & (stat.S_IRWXG | stat.S_IRWXO))


def disk(home: Home) -> Iterator[Finding]:
    """Whether there is room to write."""
    place = home.path if home.path.exists() else home.path.parent
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    words = f"{free / 2**30:,.1f} GiB free where {home.path} lies"
    if free < NO_ROOM:
        yield fault("disk", words, "Free some space before anything else is written.")
    elif free < ROOM:
        yield warning(
            "disk", words, "Free some space: an import needs room for a copy of its days."
        )
    else:
        yield ok("disk", words)


def clock(home: Home) -> Iterator[Finding]:
    """Whether the clock goes on from what was written before; sessions, links and schedules hang on it."""
    now = datetime.now(UTC)
    newest = max(
        (
            path.stat().st_mtime
            for path in (home.database, home.path / "lake" / "HEAD")
            if path.exists()
        ),
        default=0.0,
    )
    ahead = datetime.fromtimestamp(newest, UTC) - now
    if ahead > AHEAD:
        yield fault(
            "clock",
            f"it is {now:%Y-%m-%d %H:%M} UTC here, and files of the home are from later",
            "Set the machine's clock, best by NTP.",
        )
    else:
        yield ok("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def text(home: Home) -> Iterator[Finding]:
    """Whether names of five languages come in and out whole, and the word lists are made."""
    encodings = [
        ("file names", sys.getfilesystemencoding()),
        ("this terminal", sys.stdout.encoding),
    ]
    wrong = {
        what: code
        for what, code in encodings
        if code.lower().replace("-", "") not in {"utf8", "utf8sig"}
    }
    if wrong:
        named = ", ".join(f"{what}: {code}" for what, code in wrong.items())
        yield warning("text", named, "Set LANG to a UTF-8 locale, as in LANG=C.UTF-8.")
    if missing := [path for path in word_lists() if not path.with_suffix(".mo").exists()]:
        yield warning(
            "text",
            f"{len(missing)} word lists are not compiled, the first {missing[0]}",
            "`willet serve` compiles them, where it may write beside them.",
        )
    if not (wrong or missing):
        yield ok("text", "UTF-8, and the words of five languages are there")


def keys(home: Home) -> Iterator[Finding]:
    """Whether the keys are there where something needs them, are those, and only their owner can read them.

    Raises:
        LakeError: the key of the hashes cannot be read, or is another lake's.
    """
    needed = {
        "secret.key": home.database.exists(),
        "lake.key": (home.path / "lake" / "HEAD").exists(),
    }
    there = [name for name in KEYS if (home.path / name).exists()]
    for name in KEYS:
        path = home.path / name
        if not path.exists() and needed.get(name):
            yield fault(
                "keys", f"{path} is gone: the key of {KEYS[name]}", "Put it back from a backup."
            )
        elif path.exists() and _is_open(path):
            yield fault("keys", f"{path} can be read by others", f"chmod 600 {path}")
    layout = Layout(home.path / "lake")
    if layout.key.exists() and layout.settings.exists():
        refuse_other_key(layout, read_settings(layout), read_key(layout))
    if there:
        yield ok("keys", ", ".join(there))
