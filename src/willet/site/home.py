"""The installation's folder: where the lake, the rooms' database, uploads and the secret key rest."""

import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_FOLDERS = ("uploads", "arriving", "mail", "static")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_INVENTED = ("invented", "demo-sign-in.txt")
"""What a home of the demo holds and no other; the first is left by `mark_invented`, the second by demos of before."""


@dataclass(frozen=True)
class Home:
    """One installation's folder; nothing in it is readable by other accounts of the machine."""

    path: Path

    @classmethod
    def from_environment(cls) -> "Home":
        """`$WILLET_HOME`, else `./willet-home`."""
        return cls(Path(os.environ.get("WILLET_HOME") or "willet-home").resolve())

    @property
    def database(self) -> Path:
        return self.path / "rooms.sqlite3"

    @property
    def key_file(self) -> Path:
        return self.path / "secret.key"

    @property
    def arriving(self) -> Path:
        """Where an upload's bytes rest while they still come in."""
        return self.path / "arriving"

    @property
    def is_invented(self) -> bool:
        """Whether the demo was put here: its calls and people are nobody's."""
        return any((self.path / name).exists() for name in _INVENTED)

    @property
    def is_in_use(self) -> bool:
        """Whether an installation stands here already: calls, or people."""
        return self.database.exists() or (self.path / "lake" / "HEAD").exists()

    def mark_invented(self) -> None:
        """Have every page of this home say that what it shows is invented."""
        write_private(self.path / _INVENTED[0], "The calls and people of this home are invented.\n")

    def prepare(self) -> None:
        """Make the folders and the key that are missing, leave what is there, close all of it to other accounts."""
        self.close()
        for name in _FOLDERS:
            (self.path / name).mkdir(mode=0o700, exist_ok=True)
        if not self.key_file.exists():
            write_private(self.key_file, secrets.token_urlsafe(50) + "\n")

    def close(self) -> None:
        """Make the folder if it is missing; take from other accounts what a copy, a restore or a habit gave them.

        What this process writes from now on is closed from its first byte.
        """
        os.umask(_OTHERS)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close(self.path)
        for folder, folders, files in os.walk(self.path):
            for name in (*folders, *files):
                _close(Path(folder, name))

    def holds(self, path: Path) -> bool:
        """Whether this place lies in it."""
        return path.resolve().is_relative_to(self.path)

    def secret_key(self) -> str:
        """The key that signs sessions; one that lives as long as the process where none is stored yet."""
        if self.key_file.exists():
            return self.key_file.read_text(encoding="ascii").strip()
        return secrets.token_urlsafe(50)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, from its first byte on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _close(path: Path) -> None:
    # What is swept meanwhile needs no closing; what a link shows belongs elsewhere.
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & _OTHERS:
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
