"""Jobs taken by a worker, each by one alone: the state itself is compared and set, in one statement."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from willet.core.records import counted
from willet.jobs.domain.changes import announce
from willet.jobs.domain.ending import LONGEST_WAIT, end
from willet.jobs.domain.lanes import served_lanes
from willet.jobs.domain.works import lanes, works
from willet.jobs.models import Job
from willet.ui.tasks import USUAL

LOOKED_AT = 20
"""So many waiting jobs are tried in one go, where other workers take them first."""
DEATHS = 3
"""A job that stopped so many workers is given up."""

STOPPED = counted(
    "worker_stopped",
    "The worker stopped %(n)s time during this job.",
    "The worker stopped %(n)s times during this job.",
)


def claim(lane: str, holder: str, *, now: datetime | None = None) -> Job | None:
    """Take the job of a lane that has been due longest; None where none is due."""
    due = Job.objects.filter(_is_due(now), state=Job.State.WAITING, lane=lane)
    while pks := due.order_by("not_before", "asked_at").values_list("pk", flat=True)[:LOOKED_AT]:
        for pk in pks:
            if _taken(pk, holder):
                job = Job.objects.select_related("asked_by").get(pk=pk)
                announce(job)
                return job
    return None


def lanes_due(*, now: datetime | None = None) -> set[str]:
    """The lanes in which a job waits that is due."""
    due = Job.objects.filter(_is_due(now), state=Job.State.WAITING)
    return set(due.order_by().values_list("lane", flat=True).distinct())


def _is_due(now: datetime | None) -> Q:
    """Its time has come; or it was asked for at once, or put off, by a clock that was ahead and was set back since."""
    moment = now or timezone.now()
    at_once = Q(not_before__lte=F("asked_at"))
    put_off = Q(attempts__gt=0, not_before__gt=moment + LONGEST_WAIT)
    return Q(not_before__lte=moment) | at_once | put_off


def bring_in_strays() -> int:
    """Put jobs of lanes that no room names any more where their kind belongs, or where it is seen to be gone."""
    kinds, moved = works(), 0
    # What a worker of an earlier version runs in its lane just now is left to it.
    known = [*lanes(), *served_lanes()]
    for job in Job.objects.exclude(state__in=Job.OVER).exclude(lane__in=known):
        lane = kinds[job.kind].lane if job.kind in kinds else USUAL
        moved += Job.objects.filter(pk=job.pk, state=job.state).update(lane=lane)
    return moved


def _taken(pk: UUID, holder: str) -> bool:
    """Whether this worker, and no other, took the job."""
    waiting = Job.objects.filter(pk=pk, state=Job.State.WAITING)
    now = timezone.now()
    return (
        waiting.update(
            state=Job.State.RUNNING,
            holder=holder,
            attempts=F("attempts") + 1,
            started_at=now,
            step=None,
            share=None,
        )
        == 1
    )


def take_up_again(lane: str) -> int:
    """Put the jobs of a lane that were left half done back in the queue; give up on one that keeps stopping workers.

    To be called by whoever has just taken the lane and runs nothing: nobody runs a job of it then.
    """
    left = Job.objects.select_related("asked_by").filter(state=Job.State.RUNNING, lane=lane)
    return sum(_put_back(job) for job in left)


def _put_back(job: Job) -> int:
    work = works().get(job.kind)
    if job.cancel_asked:
        end(job, cancelled=True)
    elif job.attempts >= max(DEATHS, work.tries if work else 0):
        end(job, error=STOPPED(n=job.attempts))
    else:
        same_holder = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, holder=job.holder)
        return same_holder.update(state=Job.State.WAITING, holder="")
    return 0
