"""A plan on one sheet (A3): why, what is to be reached, what is lacking, what comes after; and its review meetings."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.figures.domain.titles import metric_title
from willet.levers.plans.models.spoken import cells_words, unit_named
from willet.people.models import Team


class PlanState(models.TextChoices):
    """How far a plan is."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    STOPPED = "stopped", _("stopped")


class ImprovementPlan(AuditedModel):
    """One plan. Once something of it was registered it is not removed: it is stopped, and stays listed."""

    AUDIT_WORDS = {"metric": metric_title, "cells": cells_words}

    AUDIT_MEASURES = {"target": "unit"}
    AUDIT_IGNORES = frozenset({"created_at"})

    name = models.CharField(_("Name"), max_length=120)
    team = models.ForeignKey(
        Team,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Team"),
    )
    """Whose plan it is; empty for the whole centre."""
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("Owner"),
    )
    background = models.TextField(_("Background"), max_length=4000, blank=True)
    metric = models.CharField(_("Metric"), max_length=60)
    cells = models.JSONField(_("filter"), default=dict, blank=True)
    """Dimension -> values, as the address of a page filters."""
    target = models.FloatField(_("Target"), null=True, blank=True)
    """In the metric's unit; of a share 0.8 is 80 %."""
    gap = models.TextField(_("Gap"), max_length=2000, blank=True)
    causes_from = models.DateField(_("Causes from"), null=True, blank=True)
    causes_to = models.DateField(_("until"), null=True, blank=True)
    follow_up = models.TextField(_("Follow-up"), max_length=4000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PlanState, default=PlanState.OPEN.value
    )
    state_reason = models.CharField(_("Reason"), max_length=500, blank=True)
    anew_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="begun_anew"
    )
    """The plan that this one takes up again."""
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> str:
        """The unit of what is to be reached."""
        return unit_named(self.metric)

    @property
    def is_open(self) -> bool:
        """Whether it still goes on."""
        return self.state == PlanState.OPEN


class ReviewMeeting(AuditedModel):
    """One meeting at which a plan is looked at: when, what was seen, what was decided."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="meetings")
    day = models.DateField(_("Day"))
    notes = models.TextField(_("What was seen"), max_length=4000, blank=True)
    decisions = models.TextField(_("Decisions"), max_length=4000, blank=True)
    is_held = models.BooleanField(_("held"), default=False)

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.plan} {self.day}"
