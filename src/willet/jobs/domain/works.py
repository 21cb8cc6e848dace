"""The kinds of jobs there are: what every room offers in its `tasks.py`."""

from collections.abc import Mapping

from willet.core.records import Message, UnknownNameError
from willet.jobs.models import Job
from willet.ui.offers import offers
from willet.ui.tasks import LONG, MAIL, OF_THE_LAKE, USUAL, Work, WorkOrder

KIND = Message("kind of job")


def works() -> Mapping[str, Work]:
    """Every kind by its name."""
    return {work.kind: work for work in offers("tasks", "JOBS")}


def work_of(kind: str) -> Work:
    """What is done for a kind.

    Raises:
        UnknownNameError: no room offers it.
    """
    known = works()
    if kind not in known:
        raise UnknownNameError(KIND, kind, known)
    return known[kind]


def title_of(kind: str) -> str:
    """What a kind is called in the reader's language; one of another version by its own name."""
    known = works().get(kind)
    return str(known.title) if known else kind


def lanes() -> list[str]:
    """The lanes there are: those of the house, and those that rooms name."""
    named = {work.lane for work in works().values()} - {USUAL, OF_THE_LAKE, MAIL, LONG}
    return [USUAL, OF_THE_LAKE, MAIL, LONG, *sorted(named)]


def order_of(job: Job) -> WorkOrder:
    """The job as its room sees it."""
    return WorkOrder(job.pk, job.kind, job.payload, job.asked_by, job.about)
