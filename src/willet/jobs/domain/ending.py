"""How a job ends: done, failed or cancelled, once, by whoever holds it; its room learns of it in the same step."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from willet.core.records import Message
from willet.jobs.domain.changes import announce
from willet.jobs.domain.works import order_of, works
from willet.jobs.models import Job

log = logging.getLogger("willet.work")

LONGEST_WAIT = timedelta(hours=4)


def end(job: Job, *, error: Message | None = None, cancelled: bool = False) -> bool:
    """Write the end of a running job down; False where another worker has taken it up meanwhile."""
    state = Job.State.CANCELLED if cancelled else Job.State.FAILED if error else Job.State.DONE
    with transaction.atomic():
        ended = _held(job).update(
            state=state, error=error, ended_at=timezone.now(), open_as=None, holder=""
        )
        if ended:
            job.refresh_from_db()
            if not cancelled:
                _say_to_its_room(job, error)
            announce(job)
    return bool(ended)


def put_off(job: Job, *, error: Message, wait_s: float) -> bool:
    """Let a running job wait before it is tried again: `wait_s`, twice that after the second time, and so on.

    False where it was cancelled meanwhile, or is another worker's.
    """
    wait = min(timedelta(seconds=wait_s) * 2 ** (job.attempts - 1), LONGEST_WAIT)
    with transaction.atomic():
        waits = (
            _held(job)
            .filter(cancel_asked=False)
            .update(
                state=Job.State.WAITING, error=error, not_before=timezone.now() + wait, holder=""
            )
        )
        if waits:
            job.refresh_from_db()
            announce(job)
    return bool(waits)


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, holder=job.holder)


def _say_to_its_room(job: Job, error: Message | None) -> None:
    work = works().get(job.kind)
    if work is None or work.over is None:
        return
    try:
        with transaction.atomic():
            work.over(order_of(job), error)
    except Exception:
        log.exception("what follows on the end of job %s (%s) failed", job.pk, job.kind)
