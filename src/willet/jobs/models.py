"""What this room remembers: jobs, who serves which lane, and when schedules are due."""

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.ui.keeping import MessageField
from willet.ui.messages import translate
from willet.ui.tasks import USUAL


class Job(models.Model):
    """One piece of work handed to the worker, and how far it has come."""

    NOT_AUDITED: Final = "asking for work and carrying it out are entries of their own"

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    OVER = frozenset((State.DONE, State.FAILED, State.CANCELLED))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    about = models.CharField(max_length=120, blank=True, db_index=True)
    """What it is about, as its room names it: an upload, a run."""
    lane = models.CharField(max_length=20, default=USUAL)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(default=timezone.now)
    step = MessageField(null=True)
    share = models.FloatField(null=True)
    error = MessageField(null=True)
    """What went wrong, for the person who asked; never a trace. While it waits: what went wrong the last time."""
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    holder = models.CharField(max_length=40, blank=True)
    """The worker that runs it."""
    open_as = models.CharField(max_length=64, null=True, unique=True)
    """What makes it the same as another, as a hash; NULL once it is over. So the same asked twice is one."""

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["state", "lane", "not_before"], name="jobs_that_wait"),
            models.Index(fields=["asked_at"], name="jobs_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def failure(self) -> str:
        """What went wrong, in the reader's language."""
        return translate(self.error)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in self.OVER


class LaneLease(models.Model):
    """Who serves a lane, and until when that holds unless it says so again."""

    NOT_AUDITED: Final = "which process works is nobody's deed"

    name = models.CharField(primary_key=True, max_length=20)
    holder = models.CharField(max_length=40, blank=True)
    held_until = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Schedule(models.Model):
    """When a job that nobody asks for is due next."""

    NOT_AUDITED: Final = "the clock's own mark"

    name = models.CharField(primary_key=True, max_length=64)
    """Its kind and payload, as a hash."""
    kind = models.CharField(max_length=60)
    rule = models.CharField(max_length=200)
    """What `due_at` was worked out by: another rule, another moment."""
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at}"
