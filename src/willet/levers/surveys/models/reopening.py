"""A case that its customer says is not solved: who takes it up, by when, and how that ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.levers.surveys.models.invitations import Invitation


class Reopening(AuditedModel):
    """One *not solved*, from the answer until something happened."""

    class How(models.TextChoices):
        """What ended it."""

        CONTACT = "contact", _("the customer was in touch again")
        YES = "yes", _("the customer now says it is solved")
        DISOWNED = "disowned", _("the call was somebody else's")
        HAND = "hand", _("closed by hand")

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="reopenings")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("owner"),
    )
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("due"))
    note = models.TextField(_("note"), blank=True, max_length=2000)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_how = models.CharField(max_length=10, choices=How, blank=True, editable=False)
    later_contact = models.CharField(max_length=200, blank=True, editable=False)

    AUDIT_HIDES: ClassVar[frozenset[str]] = frozenset({"note"})

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"],
                condition=models.Q(closed_at=None),
                name="one_open_reopening_of_an_invitation",
            )
        ]

    def __str__(self) -> str:
        return self.invitation.contact_id or self.invitation.call_id
