"""A file that cannot be read, as a message: the one place where what the system refuses becomes words."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import BadGzipFile
from pathlib import Path
from sqlite3 import Error as SqliteError

import duckdb

from willet.core.records import RequestError, saying

NO_FILE = saying("no_file_here", "There is no file %(path)s. Look at the path, and try again.")
UNREADABLE = saying("file_unreadable", "%(file)s: cannot be read: %(why)s.")
DAMAGED = saying("archive_damaged", "%(file)s: the archive is damaged: %(why)s.")
CUT_SHORT = saying("not_to_its_end", "%(file)s cannot be read to its end: %(why)s")


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Whatever a file refuses while it is read becomes a message that names it.

    Raises:
        RequestError: there is no such file, it may not be read, or its bytes are not what they claim to be.
    """
    try:
        yield
    except FileNotFoundError:
        raise RequestError(NO_FILE(path=str(path))) from None
    except (BadGzipFile, EOFError, zlib.error) as error:
        raise RequestError(DAMAGED(file=path.name, why=str(error))) from error
    except OSError as error:
        raise RequestError(UNREADABLE(file=path.name, why=error.strerror or str(error))) from error
    except (duckdb.Error, SqliteError) as error:
        raise RequestError(CUT_SHORT(file=path.name, why=str(error).splitlines()[0])) from error
