"""What this room offers to programs: how far a job is."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from willet.jobs.domain.works import title_of
from willet.jobs.models import Job
from willet.jobs.rules import SEE_JOBS
from willet.people.rules import SEE_OVERVIEW
from willet.ui.endpoints import NOTHING_THERE, Endpoint, NotThereError
from willet.ui.messages import translate


class JobState(Schema):
    """A job, and how far it is."""

    id: UUID
    kind: str
    title: str
    state: str = Field(description="waiting, running, done, failed or cancelled")
    is_over: bool
    step: str = Field(description="What is being done, in words.")
    share: float | None = Field(description="How much of it is done, 0 to 1; null where unknown.")
    failure: str = Field(description="What went wrong, in words.")
    failure_code: str
    attempts: int
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


def job(request: HttpRequest, pk: UUID) -> JobState:
    """One job: of one's own asking, or any to whoever may see all."""
    jobs = Job.objects.all()
    if not request.user.has_perm(SEE_JOBS):
        jobs = jobs.filter(asked_by=request.user.pk)
    known = jobs.filter(pk=pk).first()
    if known is None:
        raise NotThereError(NOTHING_THERE())
    return state_for_programs(known)


def state_for_programs(job: Job) -> JobState:
    """How far a job is, as programs see it."""
    error = job.error
    return JobState(
        id=job.pk,
        kind=job.kind,
        title=title_of(job.kind),
        state=job.state,
        is_over=job.is_over,
        step=translate(job.step),
        share=job.share,
        failure=translate(error),
        failure_code=getattr(error, "code", "") if error else "",
        attempts=job.attempts,
        asked_at=job.asked_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
    )


ENDPOINTS = (
    Endpoint("GET", "jobs/{str:pk}", job, _("How far a job is"), "read", SEE_OVERVIEW, JobState),
)
