"""One bad file never blocks the others of a run: it is refused whole, and its rows are taken out again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from typing import Protocol

from duckdb import DuckDBPyConnection

from willet.core.records import Reject, RequestError
from willet.core.sources.contract import Landing
from willet.core.sources.table.counting import Tally

WHOLE_FILE = 0
"""The line of a reject that means the file as a whole."""


class Landed(Protocol):
    """An import under way, as far as a file that is refused must leave no trace in it."""

    con: DuckDBPyConnection
    landing: Landing
    tally: Tally
    checked: bool


One = Callable[[str], AbstractContextManager[None]]


@contextmanager
def whole_files(work: Landed, files: int) -> Iterator[One]:
    """Gives a block for each file; what it raises becomes a reject of that file, and the next goes on.

    Raises:
        RequestError: no file could be read; it says why of the first.
    """
    refused: list[RequestError] = []

    @contextmanager
    def one(name: str) -> Iterator[None]:
        before = deepcopy(work.landing), deepcopy(work.tally), work.checked
        first_row = _rows(work.con)
        try:
            yield
        except RequestError as error:
            refused.append(error)
            work.landing, work.tally, work.checked = before
            work.con.execute("DELETE FROM landed WHERE rowid >= ?", [first_row])
            work.landing.rows_read += 1
            work.landing.rejects.add(Reject(name, WHOLE_FILE, "file", name, error.told))

    yield one
    if len(refused) == files:
        raise refused[0]


def _rows(con: DuckDBPyConnection) -> int:
    """The number that the next row will have; numbers of rows taken out are not given again."""
    return int(con.execute("SELECT coalesce(max(rowid) + 1, 0) FROM landed").fetchall()[0][0])
