"""The clock a reader lives by: what the rooms keep in UTC is shown by it, on every page alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Final

_CLOCK: Final[ContextVar[Callable[[], tzinfo] | None]] = ContextVar("readers_clock", default=None)


@contextmanager
def read_by(zone: Callable[[], tzinfo]) -> Iterator[None]:
    """Show moments by this zone; it is asked for at most once, and only where a moment is shown."""
    before = _CLOCK.set(cache(zone))
    try:
        yield
    finally:
        _CLOCK.reset(before)


def by_the_clock(moment: datetime) -> datetime:
    """A moment kept in UTC, on the reader's clock; one that was put on another clock on purpose stays there.

    Without a reader, as in a job, it stays UTC.
    """
    zone = _CLOCK.get()
    return moment if zone is None or moment.tzinfo is not UTC else moment.astimezone(zone())


def clock() -> tzinfo:
    """The zone that the reader lives by; UTC without a reader, as in a job."""
    zone = _CLOCK.get()
    return zone() if zone else UTC


def zone_name() -> str:
    """The zone that a page's moments are shown in, as IANA names it."""
    zone = _CLOCK.get()
    return str(zone()) if zone else "UTC"


def by_clock(label: str, zone: str = "") -> str:
    """The heading of a column of moments, with the clock they are shown by: the reader's, or another that is named."""
    return f"{label} ({zone or zone_name()})"
