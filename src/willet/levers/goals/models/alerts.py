"""Alerts: a metric over some filters that is watched, the days that told what is usual, and each time it left that."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.figures.domain.dimensions import narrowed_to
from willet.figures.domain.titles import metric_title


class WatchedSide(models.TextChoices):
    """On which side of its usual range a figure is told of."""

    BOTH = "both", _("both sides, told apart")
    WORSE = "worse", _("the worse side alone")


class Alert(AuditedModel):
    """One figure that is watched from the day after its baseline on."""

    AUDIT_WORDS = {"metric": metric_title, "filters": narrowed_to}
    AUDIT_IGNORES: ClassVar[frozenset[str]] = frozenset({"set_at", "scope", "known_days"})

    metric = models.CharField(_("metric"), max_length=60)
    params = models.JSONField(default=dict, blank=True)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    scope = models.CharField(max_length=600)
    baseline_days = models.PositiveIntegerField(_("days that tell what is usual"), default=180)
    baseline_last = models.DateField(_("last of these days"))
    side = models.CharField(
        _("Told of"), max_length=5, choices=WatchedSide, default=WatchedSide.BOTH.value
    )
    known_days = models.PositiveIntegerField(null=True, editable=False)
    """Of how many days with figures the baseline is; None until it was looked at."""
    followers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    """Who is told besides whoever set it."""
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["metric", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["metric", "scope"], name="one_alert_of_a_figure")
        ]

    def __str__(self) -> str:
        return self.metric


class AlertSignal(models.Model):
    """One stretch of days in which the figure was out of its usual range. Told once, however long it lasts."""

    NOT_AUDITED: Final = "worked out from the records, by nobody"

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="signals")
    side = models.CharField(max_length=5)
    """`above` or `below`."""
    first = models.DateField()
    last = models.DateField(null=True)
    """The last day outside; None while it goes on."""
    noticed_at = models.DateTimeField(default=timezone.now)
    seen_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["-first"]
        constraints = [
            models.UniqueConstraint(fields=["alert", "first", "side"], name="one_signal_of_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.alert} {self.first}"
