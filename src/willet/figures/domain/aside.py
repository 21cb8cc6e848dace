"""Work that a page of a large lake does not wait for: done beside it, one piece after another."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar, cast

from willet.figures.domain.asking import Reading

SMALL = 1_000_000
"""Contacts up to which a page waits: evidence takes half a second of processor time for so many."""

T = TypeVar("T")
_ASIDE = ThreadPoolExecutor(1, thread_name_prefix="aside")
_LOCK = Lock()
_UNDER_WAY: dict[Hashable, Future[Any]] = {}


def waited_for(reading: Reading, key: Hashable, make: Callable[[], T]) -> T | None:
    """What `make` gives: at once from a small lake; from a large one None until it has been worked out."""
    if contacts_of(reading) <= SMALL:
        return make()
    job = _job((reading.snapshot.content, key), make)
    return cast(T, job.result()) if job.done() else None


def contacts_of(reading: Reading) -> int:
    """How many contacts the lake holds."""
    return sum(file.rows for file in reading.snapshot.manifest.of("contacts"))


def _job(key: Hashable, make: Callable[[], T]) -> Future[Any]:
    with _LOCK:
        job = _UNDER_WAY.get(key)
        if job is None:
            job = _UNDER_WAY[key] = _ASIDE.submit(make)
        elif job.done():
            del _UNDER_WAY[key]
        return job
