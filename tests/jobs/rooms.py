"""A room more in the house, that offers kinds of jobs for these tests, and a worker to carry them out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from willet.core.sources import Progress
from willet.jobs.domain.carrying import carry_out
from willet.jobs.domain.claiming import claim
from willet.jobs.models import Job
from willet.ui import offers
from willet.ui.tasks import USUAL, Every, Work, WorkOrder

PLAIN = "tests.plain"


def nothing(order: WorkOrder, progress: Progress) -> None:
    """A job without work."""


def plain(verb: Callable[[WorkOrder, Progress], object] = nothing, **values: Any) -> Work:
    """A kind that anybody may ask for."""
    return Work(PLAIN, "Plain", verb, **values)


@contextmanager
def offering(*works: Work, every: Sequence[Every] = ()) -> Iterator[None]:
    """The house with one room more, that offers these in its `tasks.py`."""
    usual, room = offers._modules, SimpleNamespace(JOBS=works, EVERY=every)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            offers, "_modules", lambda name: (*usual(name), *([room] * (name == "tasks")))
        )
        yield


def done(lane: str = USUAL, holder: str = "worker") -> Job:
    """The next job of a lane, claimed and carried out."""
    job = claim(lane, holder)
    assert job is not None
    carry_out(job)
    return Job.objects.get(pk=job.pk)
