"""Where dispositions are handed back to, and how far each of them is."""

import uuid
from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.desk.models.words import Disposition


class Webhook(AuditedModel):
    """An address of a CRM or helpdesk that is told of every disposition."""

    AUDIT_HIDES = frozenset({"nonce"})

    name = models.CharField(_("name"), max_length=80)
    url = models.CharField(_("address"), max_length=400)
    with_notes = models.BooleanField(_("with the agents’ notes"), default=False)
    nonce = models.CharField(max_length=64, editable=False)
    """What its secret is worked out from, with the installation's key: a copy of the database signs nothing."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Handover(models.Model):
    """One disposition on its way to one address."""

    NOT_AUDITED: Final = "it is the history of what was handed back"

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="handovers")
    disposition = models.ForeignKey(Disposition, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING.value)
    tries = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=200, blank=True)
    """What came back the last time: a status, or why there was none."""
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "disposition"], name="one_handover_of_a_disposition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.webhook}: {self.disposition}"
