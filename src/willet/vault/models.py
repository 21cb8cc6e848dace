"""What this room remembers: of each customer kept the number and address, sealed, and why and how long."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """The legal ground on which a number or address is kept."""

    CONTRACT = "contract", _("a contract with the customer")
    CONSENT = "consent", _("the customer's consent")
    INTEREST = "interest", _("a legitimate interest")
    DUTY = "duty", _("a legal duty")


class VaultEntry(models.Model):
    """One customer: what is sealed opens only with the vault's own key."""

    NOT_AUDITED: Final = (
        "imports fill it by the thousand; looks, opt-outs and removals are entries of their own"
    )

    key = models.CharField(max_length=20, primary_key=True)
    """The lake's key of the customer, in digits: PostgreSQL and SQLite hold no unsigned 64 bits."""
    sealed = models.BinaryField()
    """The number and the address, encrypted together with the key they belong to."""
    ground = models.CharField(_("legal ground"), max_length=20, choices=Ground)
    opted_out = models.BooleanField(_("does not want to be contacted"), default=False)
    first_seen = models.DateField()
    last_seen = models.DateField(db_index=True)

    class Meta:
        ordering = ["-last_seen", "key"]

    def __str__(self) -> str:
        return self.key


class AwaitedEntry(models.Model):
    """A customer whom an import wants kept, sealed, until its run is in the lake or known never to be."""

    NOT_AUDITED: Final = "what becomes of it, kept or dropped, is an entry of its own"

    key = models.CharField(max_length=20, db_index=True)
    sealed = models.BinaryField()
    ground = models.CharField(max_length=20, choices=Ground)
    first_seen = models.DateField()
    last_seen = models.DateField(db_index=True)
    awaits = models.CharField(max_length=40)
    """The name under which the run was asked for."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["awaits", "key"], name="awaited_once")]

    def __str__(self) -> str:
        return self.key


class ErasureRequest(models.Model):
    """Whom an erasure is about, sealed; the row goes when it is carried out."""

    NOT_AUDITED: Final = "the erasure is an entry of its own, which names nobody"

    sealed = models.BinaryField()
    asked_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)
