"""What was granted on its way to the system that pays: to which address, and how far each is."""

from typing import ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.levers.authority.models.ledger import Grant


class Receiver(AuditedModel):
    """The address to which grants are handed on, and the secret that signs them: one row."""

    AUDIT_HIDES: ClassVar[frozenset[str]] = frozenset({"secret"})

    url = models.URLField(_("address"), max_length=500, blank=True)
    """Empty: nothing is sent; grants leave as a file."""
    secret = models.CharField(max_length=100, blank=True)
    """As Standard Webhooks writes it: `whsec_` and base64."""

    def __str__(self) -> str:
        return self.url


class Payout(models.Model):
    """One grant on its way."""

    NOT_AUDITED: Final = "it is the history of what was handed on"

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("to be handed on")
        SENT = "sent", _("handed on")
        PAID = "paid", _("paid")
        REJECTED = "rejected", _("rejected by the system that pays")
        FAILED = "failed", _("could not be handed on")
        CANCELLED = "cancelled", _("taken back")

    grant = models.OneToOneField(Grant, on_delete=models.CASCADE, related_name="payout")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING.value)
    changed_at = models.DateTimeField(auto_now=True)
    note = models.CharField(max_length=300, blank=True)
    """What the other system said of it, or why it could not be handed on."""

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.state}"
