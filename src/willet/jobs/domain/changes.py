"""The one place where a change of a job is announced: asked for, started, a step further, put off, over."""

from typing import Final

from django.dispatch import Signal

from willet.jobs.models import Job

job_changed: Final = Signal()
"""Sent with `job=` as it is now, in the transaction of the change; whoever shows jobs as they go on listens."""


def announce(job: Job) -> None:
    """Tell whoever listens that this job changed."""
    job_changed.send(sender=Job, job=job)
