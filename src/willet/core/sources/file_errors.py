"""A file that cannot be read, as a message: the one place where what the system refuses becomes words."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from gzip import BadGzipFile
from pathlib import Path
from sqlite3 import Error as SqliteError

import duckdb

from willet.core.records import RequestError, Saying, saying

NO_FILE = saying("no_file_here", "There is no file %(path)s. Look at the path, and try again.")
UNREADABLE = saying("file_unreadable", "%(file)s: cannot be read: %(why)s.")
DAMAGED = saying("archive_damaged", "%(file)s: the archive is damaged: %(why)s.")
CUT_SHORT = saying("not_to_its_end", "%(file)s cannot be read to its end: %(why)s")
ENGINES: tuple[type[Exception], ...] = (duckdb.Error, SqliteError)

_NO_ROOM = ("no space left", "disk quota")


@contextmanager
def file_errors(
    path: Path,
    broken: Saying = CUT_SHORT,
    of: tuple[type[Exception], ...] = ENGINES,
    named: str = "",
) -> Iterator[None]:
    """Whatever a file refuses while it is read becomes a message that names it.

    `of` are the errors of whoever reads its form, and `broken` what is said of them; `named` is what to call the file
    where its own name says nothing. A lack of room is no fault of the file, and is left as it is.

    Raises:
        RequestError: there is no such file, it may not be read, or its bytes are not what they claim to be.
    """
    caught: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, *of)
    try:
        yield
    except caught as error:
        if _is_no_fault_of_the_file(error):
            raise
        raise _refusal(path, error, broken, of, named or path.name) from error


def _refusal(
    path: Path, error: Exception, broken: Saying, of: tuple[type[Exception], ...], file: str
) -> RequestError:
    if isinstance(error, FileNotFoundError):
        return RequestError(NO_FILE(path=str(path)))
    if isinstance(error, of):
        return RequestError(broken(file=file, why=next(iter(str(error).splitlines()), "")))
    if isinstance(error, BadGzipFile | EOFError | zlib.error):
        return RequestError(DAMAGED(file=file, why=str(error)))
    why = error.strerror if isinstance(error, OSError) else None
    return RequestError(UNREADABLE(file=file, why=why or str(error)))


def _is_no_fault_of_the_file(error: Exception) -> bool:
    """Whether room is lacking: then the run fails, for any file might have been the one."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return True
    full = isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT)
    return full or any(sign in str(error).lower() for sign in _NO_ROOM)
