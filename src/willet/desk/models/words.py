"""What people say of a leg: a draft while they type, a disposition once they saved, a callback they promised."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.desk.models.calls import Leg
from willet.figures.domain.words import value_words


class Solved(models.TextChoices):
    """Whether the problem was solved, in the agent's words. Not given is a value of its own, never yes."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    FOLLOW_UP = "follow_up", _("we call back")
    NOT_GIVEN = "not_given", _("not given")


class Draft(models.Model):
    """What somebody typed and has not saved; it goes at saving, at signing out and after a day."""

    NOT_AUDITED: Final = "what is not said yet"

    leg = models.OneToOneField(Leg, on_delete=models.CASCADE, related_name="draft")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    words = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    """Counted by the server: another tab that writes on an older one is told that there is a newer."""
    tab = models.CharField(max_length=40, blank=True)
    """Which tab of the browser wrote last."""
    kept_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.leg} {self.version}"


class Disposition(AuditedModel):
    """How a leg ended, as its agent said; appended, never changed. The newest revision counts."""

    AUDIT_HIDES = frozenset({"note"})
    AUDIT_WORDS: ClassVar[Mapping[str, Callable[[str], str]]] = {
        "code": partial(value_words, "disposition"),
        "topic": partial(value_words, "topic"),
        "cause": partial(value_words, "cause"),
    }

    leg = models.ForeignKey(Leg, on_delete=models.CASCADE, related_name="dispositions")
    revision = models.PositiveIntegerField(default=1)
    resolved = models.CharField(_("solved"), max_length=10, choices=Solved)
    asked_customer = models.BooleanField(_("asked the customer"), default=False)
    code = models.CharField(_("disposition"), max_length=120, blank=True)
    topic = models.CharField(max_length=120, blank=True)
    cause = models.CharField(_("why not"), max_length=40, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["leg", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["leg", "revision"], name="one_wording_of_a_revision")
        ]

    def __str__(self) -> str:
        return str(self.leg)


class Callback(AuditedModel):
    """A callback promised on a leg: until when, by whom, and when it was kept."""

    AUDIT_IGNORES = frozenset({"revision", "revised_at", "is_over"})

    leg = models.OneToOneField(Leg, on_delete=models.CASCADE, related_name="promise")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    due_at = models.DateTimeField(_("call back until"))
    promised_at = models.DateTimeField(default=timezone.now)
    kept_at = models.DateTimeField(_("kept"), null=True)
    by_hand = models.BooleanField(default=False)
    """Whether somebody said that it was kept, and no call was seen."""
    is_withdrawn = models.BooleanField(default=False)
    is_over = models.BooleanField(default=False)
    """Whether it was kept, or its time has passed."""
    revision = models.PositiveIntegerField(default=1)
    revised_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["due_at"]

    def __str__(self) -> str:
        return str(self.leg)
