"""Limits: what a role or a person may grant of a kind. Rows are never changed, so that the past can be read."""

import re
from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.levers.authority.models.kinds import GrantKind, kind_words
from willet.people.models import Role

WHOLE_BP = 10_000
"""The whole in hundredths of a percent."""


_KEPT_NAME: Final = re.compile(r"([\w-]+): (.*) \((\w{3})\)")


def limit_words(kept: str) -> str:
    """A limit named by the keys of its kind and role as its reader is told it; any other name as it is."""
    name = _KEPT_NAME.fullmatch(kept)
    if name is None:
        return kept
    kind, holder, currency = name.groups()
    whose = Role(holder).label if holder in Role.values else holder
    return f"{kind_words(kind)}: {whose} ({currency})"


class GrantLimit(AuditedModel):
    """One wording of a limit: of the same kind, holder and currency the newest that holds is in force.

    Amounts are whole numbers of the currency's smallest unit; one left out bounds nothing.
    """

    class State(models.TextChoices):
        """Whether it holds."""

        WAITING = "waiting", _("waits for a second person")
        HOLDS = "holds", _("holds")
        DECLINED = "declined", _("declined")

    AUDIT_IGNORES: ClassVar[frozenset[str]] = frozenset({"proposed_at", "settled_at"})
    AUDIT_SHOWS: ClassVar[Callable[[str], str]] = limit_words
    AUDIT_MONEY: ClassVar[Mapping[str, str]] = {
        f"{bound}_minor": "currency" for bound in ("per_event", "per_customer", "per_agent")
    }

    kind = models.ForeignKey(GrantKind, on_delete=models.PROTECT, related_name="limits")
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    currency = models.CharField(_("currency"), max_length=3)
    per_event_minor = models.PositiveBigIntegerField()
    per_customer_minor = models.PositiveBigIntegerField(null=True, blank=True)
    """Per customer and calendar month."""
    per_agent_minor = models.PositiveBigIntegerField(null=True, blank=True)
    """Per agent and calendar month."""
    share_bp = models.PositiveIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(WHOLE_BP)]
    )
    """The highest percentage, in hundredths of a percent, of a kind that is granted as one."""
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING.value)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    """From when it holds, or when it was declined."""
    ended_at = models.DateTimeField(null=True)
    """When another took its place that lets less through in some way; until then it stands, or is surpassed."""
    replaced_at = models.DateTimeField(null=True)
    """When the next one took its place."""
    is_raise = models.BooleanField(default=False)
    """Whether it lets more through than what held before it."""
    written_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="limits_are_a_role_s_or_a_person_s",
                condition=Q(role="", person__isnull=False) | (~Q(role="") & Q(person__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["kind", "role", "currency"],
                condition=Q(state="holds", replaced_at__isnull=True, person__isnull=True),
                name="one_limit_of_a_role",
            ),
            models.UniqueConstraint(
                fields=["kind", "person", "currency"],
                condition=Q(state="holds", replaced_at__isnull=True, person__isnull=False),
                name="one_limit_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.holder} ({self.currency})"

    def audit_name(self) -> str:
        """Kind and role by their keys: each reader is told their names in their own language."""
        return f"{self.kind.key}: {self.person or self.role} ({self.currency})"

    @property
    def holder(self) -> str:
        """Whose limit it is, in words."""
        return str(self.person) if self.person else str(Role(self.role).label)

    @property
    def in_force(self) -> bool:
        """Whether it holds now."""
        return self.state == self.State.HOLDS and self.replaced_at is None


class TwoPeopleRule(AuditedModel):
    """From which amount on a change of a limit needs a second person: one row, kept by the administrator."""

    AUDIT_MONEY: ClassVar[Mapping[str, str]] = {"above_minor": "currency"}

    above_minor = models.PositiveBigIntegerField(null=True, blank=True)
    """Empty: one person is enough, but for a limit that is one's own."""
    currency = models.CharField(max_length=3, default="EUR")

    def __str__(self) -> str:
        return f"{self.above_minor} {self.currency}"
