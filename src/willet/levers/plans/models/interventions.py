"""What is changed: the lever, the object, for whom, from when, and on what it is judged."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.core.records import saying
from willet.figures.domain.titles import metric_title
from willet.levers.plans.models.plans import ImprovementPlan
from willet.levers.plans.models.spoken import unit_named, units_words
from willet.resolution.causes.naming import cause_words
from willet.ui.given import DIFFERENCE

if TYPE_CHECKING:
    from willet.core.effects import Exposure


class Lever(models.TextChoices):
    """What is pulled. The names are those of the data store."""

    TRAINING = "training", _("course")
    KNOWLEDGE = "knowledge", _("article")
    AUTHORITY = "authority", _("limit")
    SCRIPT = "script", _("script")
    STAFFING = "staffing", _("staffing")
    OTHER = "other", _("something else")


LEVERS: Final = {
    Lever.TRAINING: saying("plan_lever.training", "course"),
    Lever.KNOWLEDGE: saying("plan_lever.knowledge", "article"),
    Lever.AUTHORITY: saying("plan_lever.authority", "limit"),
    Lever.SCRIPT: saying("plan_lever.script", "script"),
    Lever.STAFFING: saying("plan_lever.staffing", "staffing"),
    Lever.OTHER: saying("plan_lever.other", "something else"),
}
"""The same, for messages that are kept and read in another language later."""


class UnitKind(models.TextChoices):
    """What begins, one by one."""

    AGENT = "agent", _("agents")
    TEAM = "team", _("teams")
    QUEUE = "queue", _("queues")


class StartOrder(models.TextChoices):
    """How it was decided who begins when."""

    CHOSEN = "chosen", _("chosen by hand")
    HALVES = "halves", _("half by lot, the others never")
    WITHIN_TEAMS = "within_teams", _("half of each team by lot")
    STEPS = "steps", _("all, in steps by lot")
    SHARED = "shared", _("some by lot, against others who never begin")


class Intervention(AuditedModel):
    """One change. Its units are kept as one list: unit -> assigned_from, received_from, until, each a day or None."""

    AUDIT_WORDS = {"metric": metric_title, "units": units_words, "cause": cause_words}

    AUDIT_MEASURES = {"worth": "worth_unit"}

    AUDIT_IGNORES = frozenset({"outlook", "annotations", "written_at", "keys", "number"})

    plan = models.ForeignKey(
        ImprovementPlan, on_delete=models.CASCADE, related_name="interventions"
    )
    lever = models.CharField(_("Lever"), max_length=12, choices=Lever)
    object = models.CharField(_("What"), max_length=120)
    """The course, article, limit or script, in words."""
    cause = models.CharField(_("Against the cause"), max_length=120, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("Owner"),
    )
    unit = models.CharField(_("Begins for"), max_length=6, choices=UnitKind, default=UnitKind.AGENT)
    units = models.JSONField(_("units"), default=dict)
    keys = models.JSONField(default=dict)
    """Each unit that was ever registered -> its number, by which the data store knows its row: no name stands there."""
    order = models.CharField(
        _("order of the starts"), max_length=12, choices=StartOrder, default=StartOrder.CHOSEN.value
    )
    seed = models.BigIntegerField(_("seed of the lot"), null=True, blank=True)
    metric = models.CharField(_("Judged on"), max_length=60)
    worth = models.FloatField(_("Smallest effect worth having"))
    """In the metric's unit; of a share 0.03 is three points."""
    verdict_on = models.DateField(_("Date of the verdict"))
    outlook = models.JSONField(default=dict)
    """What history teaches of the noise of its units, as the worker last worked it out."""
    number = models.PositiveIntegerField(default=1)
    """Which wording this is, for the data store."""
    stopped_on = models.DateField(_("stopped"), null=True, blank=True)
    annotations = models.JSONField(default=list)
    """The remarks on charts that tell of it, by their keys."""
    written_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.object} ({self.get_lever_display()})"

    @property
    def worth_unit(self) -> str:
        """The unit of the smallest effect worth having, which is a difference."""
        return DIFFERENCE + unit_named(self.metric)

    @property
    def is_stopped(self) -> bool:
        """Whether it goes on no more."""
        return self.stopped_on is not None

    @property
    def exposures(self) -> "tuple[Exposure, ...]":
        """The units as the effects take them."""
        return tuple(exposure_of(name, days) for name, days in sorted(self.units.items()))

    @property
    def starts(self) -> dict[str, str | None]:
        """From when each unit is meant to be exposed, as a day in ISO 8601; None for never."""
        return {name: days.get("assigned_from") for name, days in sorted(self.units.items())}

    @property
    def ends(self) -> dict[str, str]:
        """The last day of each unit whose exposure ends, in ISO 8601."""
        return {
            name: days["until"] for name, days in sorted(self.units.items()) if days.get("until")
        }

    @property
    def first_start(self) -> date | None:
        """The first day on which anybody is meant to begin."""
        days = [day for day in self.starts.values() if day]
        return date.fromisoformat(min(days)) if days else None


def exposure_of(name: str, days: dict[str, Any]) -> "Exposure":
    """One unit's days as the effects take them."""
    from willet.core.effects import Exposure  # slow import: scipy

    def day(column: str) -> date | None:
        return date.fromisoformat(days[column]) if days.get(column) else None

    return Exposure(name, day("assigned_from"), day("received_from"), day("until"))
