"""One bad file never blocks the others of a run: it is refused whole, and what it left is taken out again."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from willet.core.records import RequestError
from willet.core.sources.contract import Landing

One = Callable[[str, Callable[[], None]], AbstractContextManager[None]]
Refused = tuple[str, RequestError]


@contextmanager
def whole_files(files: int) -> Iterator[tuple[One, list[Refused]]]:
    """Gives a block for each file, told its name and what takes its rows out again, and the list of those refused.

    What the block raises is put down in the list, and the next file goes on.

    Raises:
        RequestError: no file could be read; it says why of the first.
    """
    refused: list[Refused] = []

    @contextmanager
    def one(name: str, take_out: Callable[[], None]) -> Iterator[None]:
        try:
            yield
        except RequestError as error:
            take_out()
            refused.append((name, error))

    yield one, refused
    if files and len(refused) == files:
        raise refused[0][1]


def refuse_whole(landing: Landing, refused: Iterable[Refused]) -> None:
    """Count files that could not be read at all: each is one row read and refused."""
    for name, error in refused:
        landing.rows_read += 1
        landing.rejects.refuse_file(name, error.message)
