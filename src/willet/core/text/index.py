"""A search index in one file beside what it is made of: never the only copy, built anew where lost or damaged."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Final, Protocol, TypeVar

from willet.core.records import LakeError, saying
from willet.core.text import asking
from willet.core.text.keeping import kept_of
from willet.core.text.schema import FORMAT, SCHEMA
from willet.core.text.texts import IndexedText, TextHit
from willet.core.text.writing import differing, put_in, take_out

WAIT_S: Final = 10.0
"""How long a writer waits for another."""
KEPT_BY: Final = ("born", "version")
"""The notes that tell a state of a file from any other."""
FAILED = saying(
    "search_index_failed",
    "The search index %(path)s cannot be used: %(why)s. Remove the file; it is built anew.",
)
T = TypeVar("T")


class Texts(Protocol):
    """What an index is made of."""

    def version(self) -> str:
        """Changes whenever a text came, went or changed; asked at every question, so it must be cheap."""

    def stamps(self) -> Mapping[str, str]:
        """The key of every text, and a stamp that changes with it."""

    def load(self, keys: Collection[str]) -> Iterable[IndexedText]:
        """The texts of these keys."""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The index of some texts, in this file."""

    path: Path
    texts: Texts

    def find(
        self,
        text: str,
        *,
        language: str = "",
        shelves: Collection[str] | None = None,
        most: int = 10,
    ) -> list[TextHit]:
        """The texts that answer a question as they are now, the best first; see `asking.find`.

        Raises:
            LakeError: the file can neither be read nor built anew.
        """

        def ask(file: sqlite3.Connection) -> list[TextHit]:
            _bring_up(file, self.texts)
            # One state of the file until it is closed, whatever others write meanwhile.
            file.execute("BEGIN")
            kept = kept_of(self.path, file, *(_note(file, name) or "" for name in KEPT_BY))
            return asking.find(file, kept, text, language=language, shelves=shelves, most=most)

        return self._do(ask)

    def _do(self, step: Callable[[sqlite3.Connection], T]) -> T:
        """One step with the file open; a damaged file is thrown away and the step done once more."""
        try:
            with self._opened() as file:
                return step(file)
        except sqlite3.DatabaseError as failed:
            if isinstance(failed, sqlite3.OperationalError) and "locked" in str(failed):
                raise LakeError(FAILED(path=str(self.path), why=str(failed))) from failed
        try:
            self._throw_away()
            with self._opened() as file:
                return step(file)
        except (sqlite3.DatabaseError, OSError) as failed:
            raise LakeError(FAILED(path=str(self.path), why=str(failed))) from failed

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = OFF")
            if _note(file, "format") != FORMAT:
                _make(file)
            yield file

    def _throw_away(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


def _make(file: sqlite3.Connection) -> None:
    if file.execute("SELECT 1 FROM sqlite_master WHERE name = 'notes'").fetchone():
        raise sqlite3.DatabaseError("another format")
    file.executescript(f"BEGIN IMMEDIATE; {SCHEMA}")
    file.execute("INSERT OR REPLACE INTO notes VALUES ('format', ?)", [FORMAT])
    file.execute("INSERT OR REPLACE INTO notes VALUES ('born', ?)", [token_hex(8)])
    file.execute("COMMIT")


def _note(file: sqlite3.Connection, name: str) -> str | None:
    there = file.execute("SELECT 1 FROM sqlite_master WHERE name = 'notes'").fetchone()
    row = there and file.execute("SELECT value FROM notes WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else None


def _bring_up(file: sqlite3.Connection, texts: Texts) -> None:
    """Write what changed since the file was brought up last; nothing where the version is the same."""
    version = texts.version()
    if _note(file, "version") == version:
        return
    file.execute("BEGIN IMMEDIATE")
    try:
        anew, gone = differing(file, texts.stamps())
        take_out(file, sorted(anew | gone))
        for entry in texts.load(anew):
            put_in(file, entry)
        file.execute("INSERT OR REPLACE INTO notes VALUES ('version', ?)", [version])
    except BaseException:
        file.execute("ROLLBACK")
        raise
    file.execute("COMMIT")
