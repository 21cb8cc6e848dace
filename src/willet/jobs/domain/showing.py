"""How a job on its way is shown within a page of any room: its step, that nobody works, or why it failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from willet.jobs.domain.lanes import somebody_works
from willet.jobs.models import Job
from willet.ui.messages import translate


def state_of(job: Job | None) -> dict[str, object]:
    """What `jobs/progress.html` needs to know of a job."""
    working = job is not None and not job.is_over
    return {
        "job": job,
        "working": working,
        "step": translate(job.step) if job is not None else "",
        "nobody_works": working and not somebody_works(),
    }


def progress_piece(request: HttpRequest, job: Job | None, *, then: str) -> HttpResponse:
    """The piece of a page that a script asks for again and again; when the job is over, it goes to `then`."""
    response = render(request, "jobs/progress.html", state_of(job))
    if job is None or job.is_over:
        response["Willet-Go"] = then
    return response
