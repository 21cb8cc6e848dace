"""Goals: a metric over some filters and days, what it is to reach, why, and every wording of that."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.core.metrics import catalogue
from willet.figures.domain.dimensions import narrowed_to
from willet.figures.domain.titles import metric_title


class GoalDirection(models.TextChoices):
    """On which side of its target a figure is to be; at the target it is there."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class GoalSpan(models.TextChoices):
    """What kind of days a goal is for."""

    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    OWN = "own", _("own dates")


class Goal(AuditedModel):
    """One goal. Its metric, filters and days stay; what is to be reached may change, and each change is kept."""

    AUDIT_WORDS = {"metric": metric_title, "filters": narrowed_to}
    AUDIT_MEASURES = {"target": "unit"}
    AUDIT_IGNORES: ClassVar[frozenset[str]] = frozenset(
        {"set_at", "scope", "cannot_since", "currency"}
    )

    metric = models.CharField(_("metric"), max_length=60)
    params = models.JSONField(default=dict, blank=True)
    """The limits in seconds that the metric counted by when the goal was set; later ones do not move it."""
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    """Dimension -> the one value that counts."""
    scope = models.CharField(max_length=600)
    """The filters as one text, so that the same are the same."""
    span = models.CharField(_("period"), max_length=10, choices=GoalSpan)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    target = models.DecimalField(_("to reach"), max_digits=18, decimal_places=6)
    """In the metric's own unit: a share as 0..1, times in seconds."""
    currency = models.CharField(max_length=3, blank=True, editable=False)
    """Of a goal on an amount: in which the figures were when it was set; empty where that was not known."""
    direction = models.CharField(_("direction"), max_length=10, choices=GoalDirection)
    counter = models.CharField(_("shown beside it"), max_length=60, blank=True)
    reason = models.CharField(_("why"), max_length=500)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)
    followers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    """Who is told besides whoever set it."""
    cannot_since = models.DateField(null=True, blank=True, editable=False)
    """The newest settled day on which it turned out that it cannot be reached any more."""

    class Meta:
        ordering = ["last", "metric", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "scope", "first", "last"], name="one_goal_of_a_period"
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="goals_end_after_they_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.first:%Y-%m-%d}–{self.last:%Y-%m-%d}"

    @property
    def unit(self) -> str:
        """The unit it is in; of an amount its currency, where that was known."""
        known = catalogue().get(self.metric)
        return self.currency or (known.unit if known else "score")

    @property
    def at_least(self) -> bool:
        """Whether the figure is to be at least the target."""
        return self.direction == GoalDirection.AT_LEAST

    @property
    def agent(self) -> str:
        """The one agent it is for; empty for all others."""
        return str(self.filters.get("agent", ""))

    @property
    def team(self) -> str:
        """The one team it is for; empty for all others."""
        return str(self.filters.get("team", ""))


class GoalRevision(models.Model):
    """One wording of a goal. Rows are appended and never changed."""

    NOT_AUDITED: Final = "it is the history of its goal, whose every change is an entry"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    target = models.DecimalField(max_digits=18, decimal_places=6)
    direction = models.CharField(max_length=10, choices=GoalDirection)
    counter = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="one_wording_of_a_goal")
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.number}"
