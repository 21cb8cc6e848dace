"""Who serves which lane: one worker each, by a lease that it renews, or a lock that shows when it died.

A lease alone would let the jobs of a killed worker wait until it ran out. So each worker holds a lock on a file of
its own in the home: who finds that lock free knows at once that its holder is no more. A worker on another machine
has no file here, and its lease is waited for.
"""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from willet.core.records import RequestError
from willet.jobs.models import LaneLease

LEASE: Final = timedelta(seconds=60)
RENEW_EVERY_S: Final = 10.0
WORKING: Final = "A `willet work` serves this home. Stop it first, and start it again afterwards."
MOVING: Final = "The rooms of this home are being moved. Start `willet work` when that is done."


def _folder() -> Path:
    folder = Path(settings.WILLET_HOME) / "workers"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def living() -> Iterator[str]:
    """A worker's name, known to be alive for as long as this process holds it.

    Raises:
        RequestError: the rooms are being moved.
    """
    _sweep()
    name = uuid4().hex
    path = _folder() / f"{name}.lock"
    with _at_work(fcntl.LOCK_SH, MOVING), path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield name
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def no_worker() -> Iterator[None]:
    """Make sure that no worker of this home is at work, and that none begins meanwhile.

    Raises:
        RequestError: one is.
    """
    with _at_work(fcntl.LOCK_EX, WORKING):
        yield


@contextmanager
def _at_work(lock: int, refusal: str) -> Iterator[None]:
    with (Path(settings.WILLET_HOME) / "worker.lock").open("a+") as file:
        try:
            fcntl.flock(file, lock | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RequestError(refusal) from None
        yield


def _sweep() -> None:
    """Remove the files of dead workers, but for those that show whose lane is free."""
    named = set(LaneLease.objects.values_list("holder", flat=True))
    for path in _folder().glob("*.lock"):
        if path.stem not in named and is_dead(path.stem):
            path.unlink(missing_ok=True)


def is_dead(holder: str) -> bool:
    """Whether a worker of this home is known to be gone; one of which nothing is known may live elsewhere."""
    path = _folder() / f"{holder}.lock"
    try:
        with path.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, BlockingIOError):
        return False
    return True


def take_lane(name: str, holder: str) -> bool:
    """Serve a lane from now on, or go on serving it; False where another worker does."""
    LaneLease.objects.get_or_create(name=name)
    lane = LaneLease.objects.get(name=name)
    free = Q(held_until__lte=timezone.now()) | Q(holder__in=["", holder])
    if lane.holder not in {"", holder} and is_dead(lane.holder):
        free |= Q(holder=lane.holder)
    ours = LaneLease.objects.filter(free, name=name)
    return ours.update(holder=holder, held_until=timezone.now() + LEASE) == 1


def renew_lanes(names: Iterable[str], holder: str) -> set[str]:
    """Say that this worker still serves them; those that it does, for one whose lease ran out may be another's."""
    held = LaneLease.objects.filter(name__in=list(names), holder=holder)
    held.update(held_until=timezone.now() + LEASE)
    return set(held.values_list("name", flat=True))


def leave_lanes(holder: str) -> None:
    """Let others serve what this worker served."""
    LaneLease.objects.filter(holder=holder).update(holder="", held_until=timezone.now())


def free_lanes() -> None:
    """Let nobody serve any lane: in a home that was put back no worker of before is alive, wherever it was."""
    LaneLease.objects.update(holder="", held_until=timezone.now())


def served_lanes() -> list[str]:
    """The lanes that a worker serves just now."""
    held = LaneLease.objects.filter(held_until__gt=timezone.now()).exclude(holder="")
    return [lane.name for lane in held.order_by("name") if not is_dead(lane.holder)]


def somebody_works() -> bool:
    """Whether a worker is running."""
    return bool(served_lanes())
