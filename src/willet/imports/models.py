"""What this room remembers: uploads and saved mappings. Calls rest in the lake.

The tables keep the names under which the first installations made them.
"""

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel


class SavedMapping(AuditedModel):
    """A mapping file kept under a name, to be chosen again for the next export of the same system."""

    # Whoever saved it is who did what the entry tells of; the version and the shape follow from the text.
    AUDIT_IGNORES = frozenset({"saved_by", "version", "shape"})

    name = models.CharField(_("name"), max_length=80, unique=True)
    text = models.TextField(_("mapping (TOML)"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    shape = models.CharField(max_length=20, blank=True, db_index=True, editable=False)
    """The headings of the file it was made for; a file of the same headings is read by it."""

    class Meta:
        db_table = "calls_savedmapping"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MappingVersion(models.Model):
    """A text that a saved mapping had; the newest is the mapping's own."""

    NOT_AUDITED: Final = "the entry of its mapping tells of it"

    mapping = models.ForeignKey(SavedMapping, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["mapping", "number"], name="one_text_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.mapping} {self.number}"


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
    read_by = models.CharField(max_length=80, blank=True)
    """The saved mapping by which it is read because its headings are those of an earlier file."""
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


class WatchedFolder(AuditedModel):
    """A folder on the server whose files are taken by themselves, once each."""

    path = models.CharField(
        _("folder"),
        max_length=500,
        unique=True,
        help_text=_("The whole path on the server, such as /srv/exports."),
    )
    source = models.CharField(_("What wrote them"), max_length=40, blank=True)
    mapping = models.ForeignKey(
        SavedMapping,
        verbose_name=_("saved mapping"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    zone = models.CharField(_("Time zone"), max_length=60, blank=True)
    region = models.CharField(_("Country of phone numbers"), max_length=2, blank=True)
    silent_after_h = models.PositiveSmallIntegerField(
        _("told when nothing came for (hours)"),
        default=26,
        help_text=_("0 for a folder that may be silent as long as it likes."),
    )
    active = models.BooleanField(_("watched"), default=True)
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path


class WatchedFile(models.Model):
    """A file that came into a watched folder: what it was at the last look, and what became of it."""

    NOT_AUDITED: Final = "the import of it is an entry of its own"

    class State(models.TextChoices):
        """What became of it."""

        RESTING = "resting", _("waits until it rests")
        ASKED = "asked", _("about to be taken")
        TAKEN = "taken", _("taken")
        SAME = "same", _("the same as another")
        FAILED = "failed", _("not taken")

    folder = models.ForeignKey(WatchedFolder, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    mtime_ns = models.BigIntegerField()
    seen_at = models.DateTimeField()
    """When it was first seen as it is."""
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.RESTING)
    same_as = models.CharField(max_length=255, blank=True)
    taken_at = models.DateTimeField(null=True)
    upload = models.ForeignKey(Upload, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-seen_at"]
        constraints = [models.UniqueConstraint(fields=["folder", "name"], name="one_row_per_file")]

    def __str__(self) -> str:
        return self.name
