"""Agents as the centre knows them: one name, the spellings that mean it, teams over time, days of work here."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.people.models.accounts import Team


class Mergeable(AuditedModel):
    """What has a name and may turn out to be another of its kind; nothing moves, so that it can be taken back."""

    name = models.CharField(_("name"), max_length=120)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class KnownAgent(Mergeable):
    """One person who takes calls. Facts keep their own spelling; this says whom it means.

    Why somebody left is nobody's business here: there is no field for it.
    """

    name = models.CharField(
        _("name"),
        max_length=120,
        unique=True,
        error_messages={"unique": _("There is an agent of this name already.")},
    )
    hired = models.DateField(_("first day of work"), null=True, blank=True)
    left = models.DateField(_("last day of work"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    former_no = models.PositiveIntegerField(null=True, unique=True, editable=False)
    """The number of the pseudonym, once it was given; it stays this person's."""
    is_former = models.BooleanField(default=False, editable=False)
    """Whether the pseudonym stands in place of the name."""

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="agents_leave_after_they_were_hired",
                condition=Q(left__isnull=True) | Q(hired__isnull=True) | Q(left__gte=F("hired")),
            ),
        ]


class Spelling(AuditedModel):
    """A spelling of call records, of one source or of all, that means an agent."""

    agent = models.ForeignKey(KnownAgent, on_delete=models.CASCADE, related_name="spellings")
    source = models.CharField(_("source"), max_length=80, blank=True)
    """The source that spells it so; empty where every one does."""
    spelt = models.CharField(_("spelling"), max_length=120)

    class Meta:
        ordering = ["spelt", "source"]
        constraints = [
            models.UniqueConstraint(fields=["source", "spelt"], name="one_agent_per_spelling")
        ]

    def __str__(self) -> str:
        return self.spelt


class TeamStretch(AuditedModel):
    """An agent in one team from the first to the last day, both counted; an end left out is open."""

    agent = models.ForeignKey(KnownAgent, on_delete=models.CASCADE, related_name="stretches")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="stretches", verbose_name=_("team")
    )
    first = models.DateField(_("from"), null=True, blank=True)
    last = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                name="stretches_end_after_they_begin",
                condition=Q(first__isnull=True) | Q(last__isnull=True) | Q(last__gte=F("first")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent}: {self.team}"


class NotOne(AuditedModel):
    """Two names that somebody said are not one agent, the first of the alphabet first: not proposed again."""

    one = models.CharField(max_length=120)
    other = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="told_apart_once")]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"
