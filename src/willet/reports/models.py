"""What this room remembers: reports, who reads them and when they are due next, and every one that was made."""

import uuid
from datetime import time
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.figures.domain.dimensions import narrowed_to
from willet.ui.keeping import MessageField


class Often(models.TextChoices):
    """How often a report is sent; it speaks of the whole days, week or month before."""

    DAILY = "daily", _("every day, of the day before")
    WEEKLY = "weekly", _("every week, of the seven days before")
    MONTHLY = "monthly", _("every month, of the month before")


class Weekday(models.IntegerChoices):
    """The day of the week, 1 for Monday."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class Report(AuditedModel):
    """The overview's figures over a selection, to be sent again and again."""

    AUDIT_WORDS = {"filters": narrowed_to}

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    often = models.CharField(
        _("how often"), max_length=10, choices=Often, default=Often.WEEKLY.value
    )
    weekday = models.PositiveSmallIntegerField(
        _("day of the week"), choices=Weekday, default=Weekday.MONDAY.value
    )
    day = models.PositiveSmallIntegerField(_("day of the month"), default=1)
    at = models.TimeField(_("time"), default=time(7, 0))
    filters = models.JSONField(default=dict)
    """Dimension -> its one value; a dimension left out is not filtered."""
    with_pdf = models.BooleanField(_("with a PDF"), default=True)
    with_xlsx = models.BooleanField(_("with an Excel file"), default=True)
    skips_empty = models.BooleanField(_("send nothing where there were no calls"), default=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class ReportReader(AuditedModel):
    """One reader of one report, and when theirs is due next by their own clock."""

    AUDIT_IGNORES = frozenset({"due_at", "rule"})

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="readers")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tongue = models.CharField(max_length=20, blank=True)
    """Language and region of the browser in which a reader asked for it, e.g. `es-MX`; empty where another did."""
    due_at = models.DateTimeField(null=True)
    rule = models.CharField(max_length=120, blank=True)
    """What the due time was worked out from; another rule or zone works it out anew."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "reader"], name="one_reader_of_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.reader}"


class Delivery(models.Model):
    """One report for one reader, from the moment it is due to its arrival."""

    NOT_AUDITED: Final = "it is the history of what was sent"

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        EMPTY = "empty", _("not sent: no calls")
        CLOSED = "closed", _("a sentence in place of figures")
        SILENT = "silent", _("not sent: still without the right")
        GONE = "gone", _("not sent: nobody reads the mail of this account")
        REFUSED = "refused", _("refused by the mail server")
        GIVEN_UP = "given_up", _("not sent: given up")
        UNSURE = "unsure", _("perhaps sent: the mail server did not say")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(ReportReader, on_delete=models.CASCADE, related_name="deliveries")
    due_at = models.DateTimeField()
    is_asked = models.BooleanField(default=False)
    """Somebody asked for it now; it comes though there were no calls."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING.value)
    reason = MessageField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-due_at"]
        constraints = [
            models.UniqueConstraint(fields=["to", "due_at"], name="one_report_when_it_is_due")
        ]

    def __str__(self) -> str:
        return f"{self.to} {self.due_at:%Y-%m-%d %H:%M}"
