"""One job carried out to its end: with its asker's right asked again, its progress kept, and its failure in words."""

import logging
from time import monotonic

from django.db import transaction

from willet.activity.actors import acting
from willet.core.records import Message, RequestError, WilletError, saying
from willet.core.sources import Progress
from willet.jobs.domain.asking import may
from willet.jobs.domain.changes import announce
from willet.jobs.domain.ending import end, put_off
from willet.jobs.domain.works import order_of, work_of
from willet.jobs.models import Job

log = logging.getLogger("willet.work")

_WRITE_EVERY_S = 0.4

FAILED_INSIDE = saying(
    "failed_inside", "Something failed inside Willet; the log of the worker says what."
)
NO_LONGER_PERMITTED = saying(
    "no_longer_permitted",
    "Whoever asked for this is no longer permitted to do it, so nothing was changed. "
    "Let somebody who is permitted ask again.",
)


class StopJob(BaseException):
    """Raised at a step of a job that is to stop: it was cancelled, or another worker has taken it up."""


def carry_out(job: Job) -> None:
    """Run one claimed job; whatever happens, it ends, waits for its next try, or is another worker's.

    Hours may lie between asking and doing: whether the asker may is asked again.
    """
    try:
        work = work_of(job.kind)
        if not may(job.asked_by, job.kind):
            raise RequestError(NO_LONGER_PERMITTED())
        with acting(job.asked_by):
            work.verb(order_of(job), _progress_of(job))
    except StopJob:
        end(job, cancelled=True)
    except RequestError as error:
        end(job, error=error.message)
    except WilletError as error:
        _try_later(job, error.message)
    except Exception:
        log.exception("Job %s (%s) failed", job.pk, job.kind)
        _try_later(job, FAILED_INSIDE())
    else:
        end(job)


def _try_later(job: Job, error: Message) -> None:
    work = work_of(job.kind)
    if job.attempts >= work.tries:
        end(job, error=error)
    elif not put_off(job, error=error, wait_s=work.wait_s):
        end(job, cancelled=True)


def _progress_of(job: Job) -> Progress:
    written_at, written = 0.0, ""

    def progress(step: Message, share: float | None) -> None:
        # A store that is written on every row of progress would slow the import it reports on.
        nonlocal written_at, written
        if not isinstance(step, Message):  # kept, it could be read by no page and no worker
            raise TypeError(f"a step of a job {job.kind} is a message, not {step!r}")
        if step == written and monotonic() - written_at < _WRITE_EVERY_S:
            return
        written_at, written = monotonic(), step
        _write(job, step, share)

    return progress


def _write(job: Job, step: Message, share: float | None) -> None:
    """Keep how far a job is.

    Raises:
        StopJob: it was cancelled, or is another worker's by now.
    """
    ours = Job.objects.filter(
        pk=job.pk, state=Job.State.RUNNING, holder=job.holder, cancel_asked=False
    )
    with transaction.atomic():
        if not ours.update(step=step, share=share):
            raise StopJob
        job.step, job.share = step, share
        announce(job)
