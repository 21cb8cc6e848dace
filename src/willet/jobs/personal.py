"""What this room keeps of persons: what a job was to be done with, and what it came to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.core.records import Message
from willet.jobs.models import Job
from willet.ui.personal import Holder, Sought


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    known = sought.contacts | sought.names
    return [
        {"kind": job.kind, "asked_at": job.asked_at.isoformat(), "payload": job.payload}
        for job in Job.objects.exclude(payload={})
        if known & {value for value in job.payload.values() if isinstance(value, str)}
    ]


def _forget(gone: Forgotten) -> int:
    """Empty jobs that are over and about an erased customer's contact; leave others out of what the rest say."""
    return sum(_forget_job(job, gone) for job in Job.objects.all())


def _forget_job(job: Job, gone: Forgotten) -> bool:
    before = job.payload, job.step, job.error
    of_customer = any(gone.is_contact(v) for v in job.payload.values() if isinstance(v, str))
    job.payload = {} if of_customer and job.is_over else scrubbed(job.payload, gone)
    job.step, job.error = (_without(message, gone) for message in (job.step, job.error))
    if (job.payload, job.step, job.error) == before:
        return False
    job.save(update_fields=["payload", "step", "error"])
    return True


def _without(message: Message | None, gone: Forgotten) -> Message | None:
    return None if message is None else Message.from_json(scrubbed(message.as_json(), gone))


HOLDERS = (Holder("jobs", _("Jobs"), _held, _forget),)
