"""What a file refuses is said in words, and in one place."""

import ast
import gzip
import sqlite3
import zlib
from errno import ENOSPC
from pathlib import Path

import duckdb
import pytest

from willet.core.records import RequestError
from willet.core.sources import file_errors as module
from willet.core.sources.file_errors import UNREADABLE, file_errors

SOURCES = Path(module.__file__).parent
SYSTEM = {
    "OSError",
    "FileNotFoundError",
    "EOFError",
    "Error",
    "error",
    "BadGzipFile",
    "CalamineError",
}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file"), r"There is no file .*a\.log"),
        (PermissionError(13, "Permission denied"), r"a\.log: cannot be read: Permission denied\."),
        (IsADirectoryError(21, "Is a directory"), r"a\.log: cannot be read: Is a directory\."),
        (
            gzip.BadGzipFile("CRC check failed"),
            r"a\.log: the archive is damaged: CRC check failed\.",
        ),
        (EOFError("ended early"), r"a\.log: the archive is damaged: ended early\."),
        (zlib.error("invalid block"), r"a\.log: the archive is damaged: invalid block\."),
        (sqlite3.DatabaseError("malformed\nmore"), r"a\.log cannot be read to its end: malformed$"),
        (duckdb.InvalidInputException("odd"), r"a\.log cannot be read to its end: odd"),
    ],
)
def test_what_a_file_refuses_names_it(tmp_path: Path, error: Exception, words: str) -> None:
    with pytest.raises(RequestError, match=words), file_errors(tmp_path / "a.log"):
        raise error


@pytest.mark.parametrize(
    "error",
    [
        OSError(ENOSPC, "No space left on device"),
        duckdb.OutOfMemoryException("could not allocate"),
        duckdb.IOException("Could not write: No space left on device"),
        KeyError("a fault of our own"),
    ],
)
def test_what_is_no_fault_of_the_file_stays_what_it_is(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(type(error)), file_errors(tmp_path / "a.log"):
        raise error


def test_a_reader_says_its_own_words_of_its_own_errors(tmp_path: Path) -> None:
    of = file_errors(tmp_path / "a.log", UNREADABLE, (ValueError,))

    with pytest.raises(RequestError, match=r"a\.log: cannot be read: odd\."), of:
        raise ValueError("odd")


def test_no_source_turns_an_error_of_a_file_into_a_message_by_itself() -> None:
    modules = (path for path in SOURCES.rglob("*.py") if path.name != "file_errors.py")

    assert [f"{path.name}:{line}" for path in modules for line in _turned(path)] == []


def _turned(path: Path) -> list[int]:
    """Where an error of the system is caught and a message raised for it."""
    handlers = (
        n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ExceptHandler)
    )
    return [
        h.lineno for h in handlers if _catches(h) & SYSTEM and "RequestError(" in ast.unparse(h)
    ]


def _catches(handler: ast.ExceptHandler) -> set[str]:
    named = ast.unparse(handler.type) if handler.type else "BaseException"
    return {name.strip(" ()").rpartition(".")[2] for name in named.split(",")}
