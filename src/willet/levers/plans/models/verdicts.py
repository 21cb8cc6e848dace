"""What was registered, in every wording, and what came out at each look."""

from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from willet.activity.models import AuditedModel
from willet.core.metrics.reasons import WITHHELD
from willet.core.records import Message
from willet.figures.domain.titles import metric_title
from willet.levers.plans.models.interventions import Intervention, StartOrder, UnitKind
from willet.levers.plans.models.spoken import cells_words, share_words, unit_named
from willet.ui.given import DIFFERENCE
from willet.ui.keeping import MessageField


class Registration(AuditedModel):
    """One wording of what an intervention is judged by. Rows are appended, and the newest counts."""

    AUDIT_WORDS = {
        "metric": metric_title,
        "cells": cells_words,
        "design": lambda order: str(StartOrder(order).label),
        "unit": lambda kind: str(UnitKind(kind).label),
        "power": share_words,
    }

    AUDIT_MEASURES = {"worth": "worth_unit"}
    AUDIT_IGNORES = frozenset({"outlook", "starts", "ends", "at"})

    intervention = models.ForeignKey(
        Intervention, on_delete=models.CASCADE, related_name="registrations"
    )
    number = models.PositiveIntegerField()
    """From 1, of its intervention."""
    metric = models.CharField(max_length=60)
    cells = models.JSONField(default=dict)
    unit = models.CharField(max_length=6)
    design = models.CharField(max_length=40)
    worth = models.FloatField()
    verdict_on = models.DateField()
    starts = models.JSONField(default=dict)
    """Unit -> the day from which it is meant to be exposed; None for never."""
    ends = models.JSONField(default=dict)
    """Unit -> the last day on which it is exposed, of those that end at all: nothing after it is counted."""
    power = models.FloatField(null=True)
    """The chance of “worked” on the date of the verdict at an effect worth having; NULL where history does not tell."""
    outlook = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    """Why it was changed."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    after_start = models.DateField(null=True)
    """The start after which it was written down; NULL where it was written down before."""

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "number"], name="one_registration_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.intervention} ({self.number})"

    @property
    def worth_unit(self) -> str:
        """The unit of the smallest effect worth having, which is a difference."""
        return DIFFERENCE + unit_named(self.metric)


class PlanVerdict(models.Model):
    """What one look at an intervention said. Rows are appended."""

    NOT_AUDITED: Final = "it is a history itself, written by the worker"

    intervention = models.ForeignKey(
        Intervention, on_delete=models.CASCADE, related_name="verdicts"
    )
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    counted_until = models.DateField(null=True)
    """The last day of the records when it was worked out."""
    is_final = models.BooleanField(default=False)
    """Whether it is the one of the registered date."""
    verdict = models.CharField(max_length=16, blank=True)
    """As the effects name it; empty where more is neither better nor worse."""
    design = models.CharField(max_length=40)
    estimate = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    units = models.PositiveIntegerField(default=0)
    treated = models.PositiveIntegerField(default=0)
    power = models.FloatField(null=True)
    placebo = models.JSONField(default=dict)
    tell_from = models.DateField(null=True)
    words = MessageField()
    notes = models.JSONField(default=list)
    """Messages, as they are kept."""

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.intervention} {self.verdict}"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "PlanVerdict":
        """A look as it may be shown: of single people's effects nothing, where nobody may see those."""
        verdict = super().from_db(*args, **kwargs)
        return verdict._withheld() if verdict._is_of_few() else verdict

    def _is_of_few(self) -> bool:
        few = min(self.treated, self.units - self.treated) < settings.WILLET_SMALLEST_GROUP
        hidden = few and self.estimate is not None and settings.WILLET_NO_INDIVIDUALS
        return bool(hidden) and self.registration.unit == UnitKind.AGENT

    def _withheld(self) -> "PlanVerdict":
        self.estimate = self.low = self.high = self.power = None
        self.verdict, self.notes, self.placebo = "cannot_tell", [], {}
        self.words = WITHHELD["few"](smallest=settings.WILLET_SMALLEST_GROUP)
        return self

    @property
    def messages(self) -> list[Message]:
        """What must be known beside it."""
        return [Message.from_json(note) for note in self.notes]

    @property
    def day(self) -> date:
        """The day on which it was worked out."""
        return self.at.date()
