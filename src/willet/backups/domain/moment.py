"""One moment of a home in use: a state of the lake that nobody sweeps meanwhile, and the rooms as they were in it.

The rooms know of imports, and the lake holds them. So what is read beside the lake counts only where the lake's state
is the same after as before; where imports follow too closely, the lake is held still for as long as the reading takes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from willet.core.lake.layout import Layout
from willet.core.lake.leases import Lease
from willet.core.lake.lock import writer_lock
from willet.core.lake.manifest import read_head
from willet.core.sources import Progress

_TRIES: Final = 3
T = TypeVar("T")


@contextmanager
def one_moment(
    layout: Layout, read: Callable[[], T], progress: Progress
) -> Iterator[tuple[int, T]]:
    """Read what stands beside the lake, and hold the lake's state of that moment: its number, 0 where it has none.

    Raises:
        LakeError: an import did not finish, or something could not be read.
    """
    for _ in range(_TRIES):
        number = read_head(layout)
        try:
            with _leased(layout, number):
                beside = read()
                if read_head(layout) == number:
                    yield number, beside
                    return
        except _SweptError:
            continue
    with writer_lock(layout.lock, progress=progress):
        number, beside = read_head(layout), read()
        lease = Lease(layout.manifest(number)) if number else None
    try:
        yield number, beside
    finally:
        if lease is not None:
            lease.close()


class _SweptError(Exception):
    """The state was swept away before it could be held."""


@contextmanager
def _leased(layout: Layout, number: int) -> Iterator[None]:
    try:
        lease = Lease(layout.manifest(number)) if number else None
    except FileNotFoundError:
        raise _SweptError from None
    try:
        yield
    finally:
        if lease is not None:
            lease.close()
