"""What this room remembers: uploads, the jobs that carry them out, and saved mappings. Calls rest in the lake.

The tables keep the names under which the first installations made them.
"""

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.figures.domain.keeping import MessageField
from willet.figures.domain.messages import translate


class SavedMapping(AuditedModel):
    """A mapping file kept under a name, to be chosen again for the next export of the same system."""

    # Whoever saved it is who did what the entry tells of.
    AUDIT_IGNORES = frozenset({"saved_by"})

    name = models.CharField(_("name"), max_length=80, unique=True)
    text = models.TextField(_("mapping (TOML)"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "calls_savedmapping"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """Files somebody handed in, and how they are to be read; the files go once they are imported."""

    NOT_AUDITED: Final = "handing in, asking, discarding and importing are entries of their own"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=40)
    zone = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=2, blank=True)
    mapping = models.TextField(blank=True)
    files = models.JSONField(default=list)
    """One `{"name", "size"}` per file, in the order they were handed in."""
    preview = models.JSONField(null=True)
    """What the dry run found: the first rows as they would be read."""
    report = models.JSONField(null=True)
    """The report of the dry run, and after the import the report of the import."""
    run_id = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        db_table = "calls_upload"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return ", ".join(str(f["name"]) for f in self.files)


class Job(models.Model):
    """One piece of heavy work handed from a page to the worker, and how far it has come."""

    NOT_AUDITED: Final = "asking for work and carrying it out are entries of their own"

    class Kind(models.TextChoices):
        CHECK = "check", _("dry run")
        IMPORT = "import", _("import")
        UNDO = "undo", _("undo")
        CORRECT = "correct", _("correction by hand")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    upload = models.ForeignKey(Upload, null=True, on_delete=models.CASCADE, related_name="jobs")
    run_id = models.CharField(max_length=80, blank=True)
    ask = models.JSONField(default=dict)
    """What exactly, where the kind does not say it all."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    step = MessageField(null=True)
    share = models.FloatField(null=True)
    error = MessageField(null=True)
    """What went wrong, for the person who asked; never a trace."""
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "calls_job"
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def failure(self) -> str:
        """What went wrong, in the reader's language."""
        return translate(self.error)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {self.State.DONE, self.State.FAILED}
