"""Jobs asked for, cancelled and tried again: plain functions that take who asks."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.jobs.domain.changes import announce
from willet.jobs.domain.works import work_of
from willet.jobs.models import Job
from willet.people.models import User
from willet.ui.tasks import Asking

_TRIES = 10
"""How often the same may be asked, or end, under the hands of whoever asks for it."""
_NUL = r"\u0000"


def ask(
    kind: str,
    payload: Mapping[str, Any] | None = None,
    *,
    by: User | None = None,
    not_before: datetime | None = None,
    about: str = "",
) -> Job:
    """Hand a job to the worker; one that waits or runs already for the same is given instead.

    Args:
        kind: What is to be done, as a room offers it in `JOBS`.
        payload: What with, in JSON.
        by: Who asks; their right is asked again when the job is carried out.
        not_before: When at the earliest; at once if None. Of two askings the earlier counts.
        about: What the job is about, to look it up by.

    Raises:
        UnknownNameError: no room offers this kind.
        ValueError: the payload is no JSON that every database keeps.
    """
    work, given, due = work_of(kind), dict(payload or {}), not_before or timezone.now()
    key = same(kind, given)
    job = Job(
        kind=kind, payload=given, about=about, lane=work.lane, not_before=due, asked_by=by, open_as=key
    )  # fmt: skip
    # The same may be asked, or end, between two of these statements: then once more, but not without end.
    for tries_left in reversed(range(_TRIES)):
        if _kept(job, or_raise=not tries_left):
            break
        if open_one := Job.objects.select_related("asked_by").filter(open_as=key).first():
            return _joined(open_one, by=by, due=due)
    return job


def _kept(job: Job, *, or_raise: bool) -> bool:
    """Whether it is a new job now; False where the same is open, whoever asked for it a moment before.

    Raises:
        IntegrityError: the store refuses it for another reason.
    """
    if not or_raise and Job.objects.filter(open_as=job.open_as).exists():
        return False
    try:
        with transaction.atomic():
            job.save(force_insert=True)
            announce(job)
    except IntegrityError:
        if or_raise:
            raise
        return False
    return True


def _joined(job: Job, *, by: User | None, due: datetime) -> Job:
    """A job asked for once more: at the earlier time, and for somebody who may, where the first no longer may."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if due < job.not_before and not job.attempts:
        waiting.update(not_before=due)
    if by is not None and not may(job.asked_by, job.kind) and may(by, job.kind):
        waiting.update(asked_by=by)
    job.refresh_from_db()
    return job


def may(person: User | None, kind: str) -> bool:
    """Whether somebody may have a job of this kind done."""
    permission = work_of(kind).permission
    return permission is None or (person is not None and person.has_perm(permission))


def same(kind: str, payload: Mapping[str, Any]) -> str:
    """What two jobs for the same have in common.

    Raises:
        ValueError: the payload is no JSON that every database keeps: it holds what is no value of JSON, a number
            that is none, half a character or NUL.
    """
    try:
        text = json.dumps([kind, payload], sort_keys=True, ensure_ascii=False, allow_nan=False)
    except TypeError as error:
        raise ValueError(f"the payload of a job {kind} is no JSON: {error}") from error
    if _NUL in json.dumps(payload).replace(r"\\", ""):
        raise ValueError(f"the payload of a job {kind} holds the character NUL")
    return hashlib.sha256(text.encode()).hexdigest()


def answer(asking: Asking, **_of_the_signal: object) -> Job:
    """Ask for what a room beneath wants."""
    return ask(
        asking.kind,
        asking.payload,
        by=asking.by,
        not_before=asking.not_before,
        about=asking.about,
    )


def cancel(job: Job, *, by: User) -> Job:
    """Let a job not be done: one that waits at once, one that runs at its next step; one that is over stays so."""
    with transaction.atomic():
        if _cancelled(job):
            _changed(job, Job.State.CANCELLED, by)
    return job


def _cancelled(job: Job) -> int:
    itself = Job.objects.filter(pk=job.pk)
    waiting = itself.filter(state=Job.State.WAITING)
    return waiting.update(
        state=Job.State.CANCELLED, ended_at=timezone.now(), open_as=None, cancel_asked=True
    ) or itself.filter(state=Job.State.RUNNING).update(cancel_asked=True)


def try_again(job: Job, *, by: User) -> Job:
    """Let a job that failed or was cancelled wait once more, for whoever asked first; the same may wait already."""
    try:
        with transaction.atomic():
            if _waits_again(job):
                _changed(job, Job.State.WAITING, by)
    except IntegrityError:
        return Job.objects.get(open_as=same(job.kind, job.payload))
    return job


def _waits_again(job: Job) -> int:
    ended = Job.objects.filter(pk=job.pk, state__in=[Job.State.FAILED, Job.State.CANCELLED])
    return ended.update(
        state=Job.State.WAITING,
        not_before=F("asked_at"),
        open_as=same(job.kind, job.payload),
        attempts=0,
        cancel_asked=False,
        error=None,
        step=None,
        share=None,
        ended_at=None,
    )


def _changed(job: Job, to: str, by: User) -> None:
    """Say who changed what a job was about to do, and announce it."""
    change = FieldChange("state", gettext_noop("state"), job.state, to)
    job.refresh_from_db()
    record(Act.CHANGED, Subject("jobs.job", str(job.pk), job.kind), fields=[change], by=by)
    announce(job)


def jobs_about(about: str, kinds: Iterable[str]) -> QuerySet[Job]:
    """The jobs of these kinds about one thing, the newest first."""
    return Job.objects.filter(about=about, kind__in=list(kinds))


def forget_about(about: str, kinds: Iterable[str]) -> None:
    """Remove the jobs about a thing that is no more."""
    jobs_about(about, kinds).delete()
