"""What pages hear of jobs while they are open."""

from typing import Any, Final

from willet.jobs.domain.works import works
from willet.jobs.models import Job
from willet.jobs.rules import SEE_JOBS
from willet.live.domain.publishing import publish
from willet.ui.topics import Topic

NAME: Final = "jobs"


def tell_pages(job: Job, **_of_the_signal: object) -> None:
    """Tell whoever waits for this job that it went on."""
    publish(NAME, {"about": str(job.pk), "state": job.state}, f"{job.asked_by_id or ''} {job.kind}")


def may_hear(person: Any, audience: str) -> bool:
    """Whoever asked for the job, whoever may ask for its kind, and whoever may see all jobs."""
    asker, _blank, kind = audience.partition(" ")
    work = works().get(kind)
    its_own = work is not None and work.permission is not None and person.has_perm(work.permission)
    return its_own or str(person.pk) == asker or bool(person.has_perm(SEE_JOBS))


TOPICS = (Topic(NAME, may_hear),)
