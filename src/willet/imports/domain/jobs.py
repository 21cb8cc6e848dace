"""Heavy work handed from a page to the worker: one at a time, in the order asked, taken up again after a crash.

There is one worker per home, held by a file lock. That makes two things certain without any clock:
a job found running when a worker starts was cut short and may be run again (imports are idempotent),
and a page can tell whether anybody is at work by trying the lock.
"""

import fcntl
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from willet.activity.actors import acting
from willet.core.records import Message, RequestError, WilletError, counted, saying
from willet.core.sources import Progress
from willet.imports.models import Job, Upload
from willet.people.models import User

log = logging.getLogger("willet.work")

ATTEMPTS = 3
_TELL_EVERY_S = 0.4

STOPPED = counted(
    "worker_stopped",
    "The worker stopped %(n)s time during this job.",
    "The worker stopped %(n)s times during this job.",
)
FAILED_INSIDE = saying(
    "failed_inside", "Something failed inside Willet; the log of the worker says what."
)
NO_LONGER_PERMITTED = saying(
    "no_longer_permitted",
    "Whoever asked for this is no longer permitted to do it, so nothing was changed. "
    "Let somebody who is permitted ask again.",
)
Verb = Callable[[Job, Progress], None]


@dataclass(frozen=True, slots=True)
class Work:
    """What the worker does for one kind of job, and what its asker must still be permitted when it is done."""

    kind: Job.Kind
    verb: Verb
    permission: str


def hand_over(
    kind: Job.Kind,
    *,
    by: User,
    upload: Upload | None = None,
    run_id: str = "",
    ask: Mapping[str, str] | None = None,
) -> Job:
    """Put one job in the queue; the same job asked for twice is still one."""
    given = dict(ask or {})
    waiting = Job.objects.filter(kind=kind, upload=upload, run_id=run_id, ask=given).exclude(
        state__in=[Job.State.DONE, Job.State.FAILED]
    )
    with transaction.atomic():
        return waiting.first() or Job.objects.create(
            kind=kind, upload=upload, run_id=run_id, ask=given, asked_by=by
        )


def take_next() -> Job | None:
    """Claim the job that has waited longest; None if nothing waits."""
    with transaction.atomic():
        job = Job.objects.filter(state=Job.State.WAITING).order_by("asked_at").first()
        if job is not None:
            job.state, job.attempts = Job.State.RUNNING, job.attempts + 1
            job.save(update_fields=["state", "attempts"])
    return job


def take_up_again() -> int:
    """Put jobs that a stopped worker left half done back in the queue; give up on one that keeps stopping it."""
    cut_short = Job.objects.filter(state=Job.State.RUNNING)
    for job in cut_short.filter(attempts__gte=ATTEMPTS):
        _end(job, error=STOPPED(n=job.attempts))
    return cut_short.filter(attempts__lt=ATTEMPTS).update(state=Job.State.WAITING)


def carry_out(job: Job, work: Work) -> None:
    """Run one job to its end; whatever happens, the person who asked is told in words.

    Hours may lie between asking and doing: whether the asker may is asked again.
    """
    try:
        if not (job.asked_by and job.asked_by.has_perm(work.permission)):
            raise RequestError(NO_LONGER_PERMITTED())
        with acting(job.asked_by):
            work.verb(job, _telling(job))
    except WilletError as error:
        _end(job, error=error.message)
    except Exception:
        log.exception("Job %s (%s) failed", job.pk, job.kind)
        _end(job, error=FAILED_INSIDE())
    else:
        _end(job)


def _end(job: Job, *, error: Message | None = None) -> None:
    job.state = Job.State.FAILED if error is not None else Job.State.DONE
    job.error, job.ended_at = error, timezone.now()
    job.save(update_fields=["state", "error", "ended_at"])


def _telling(job: Job) -> Progress:
    shown_at, shown_step = 0.0, ""

    def tell(step: Message, share: float | None) -> None:
        # A store that is written on every row of progress would slow the import it reports on.
        nonlocal shown_at, shown_step
        if step == shown_step and monotonic() - shown_at < _TELL_EVERY_S:
            return
        shown_at, shown_step = monotonic(), step
        Job.objects.filter(pk=job.pk).update(step=step, share=share)

    return tell


@contextmanager
def sole_worker() -> Iterator[None]:
    """Hold the home's one place of work.

    Raises:
        RequestError: another worker holds it.
    """
    with _lock_file() as file:
        # A page that looks whether anybody works holds the lock for a moment: try for a second.
        if not _locked_within(file, seconds=1.0):
            raise RequestError(
                "Another `willet work` serves this home already; one is enough, stop this one."
            )
        yield


def somebody_works() -> bool:
    """Whether a worker is running for this home."""
    with _lock_file() as file:
        return not _locked(file, shared=True)


def _lock_file() -> IO[str]:
    return (Path(settings.WILLET_HOME) / "worker.lock").open("a+")


def _locked_within(file: IO[str], *, seconds: float) -> bool:
    until = monotonic() + seconds
    while not (held := _locked(file)) and monotonic() < until:
        sleep(0.05)
    return held


def _locked(file: IO[str], *, shared: bool = False) -> bool:
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
