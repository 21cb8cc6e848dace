"""Whom a wave asks, how far that is, and what they said."""

import uuid
from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.core.sources.rooms import About
from willet.levers.surveys.models.asking import SurveyQuestion, Wave


class Invitation(models.Model):
    """One customer drawn to be asked about one contact, with what was known of it when it was drawn."""

    NOT_AUDITED: Final = "they are drawn by the thousand, and each row is its own history"

    class State(models.TextChoices):
        """How far it is; that it was answered, or ran out, is told by its moments."""

        DRAWN = "drawn", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("refused by the mail server")
        HELD = "held", _("not asked")

    class Held(models.TextChoices):
        """Why somebody drawn is not asked."""

        NO_ADDRESS = "no_address", _("no address")
        OPTED_OUT = "opted_out", _("opted out")
        QUARANTINED = "quarantined", _("asked not long ago")
        LETTERS = "letters", _("the mail server takes no such letters in an address")
        BOUNCED = "bounced", _("an address that refused mail")
        TOO_LATE = "too_late", _("the wave ended, or the call is too old")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="invitations")
    contact_id = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=60, blank=True)
    call_id = models.CharField(max_length=200, blank=True)
    """The ids of a call that was asked about before its record was imported; else the contact says it all."""
    pbx = models.CharField(max_length=120, blank=True)
    customer_key = models.CharField(max_length=20, blank=True)
    """The lake's key of the customer, in digits as in the vault; empty where nobody knows who called."""
    arrived_at = models.DateTimeField()
    queue = models.CharField(max_length=120, blank=True)
    agent = models.CharField(max_length=120, blank=True)
    team = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5)
    inclusion_p = models.FloatField()
    """The chance with which this contact was chosen, as it was when it was drawn."""
    state = models.CharField(max_length=10, choices=State, default=State.DRAWN.value)
    held_for = models.CharField(max_length=12, choices=Held, blank=True)
    address_mark = models.CharField(max_length=32, blank=True)
    """A keyed hash of the address it went to."""
    drawn_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    disowned_at = models.DateTimeField(null=True)
    """When whoever had the link said that it was not their call."""
    expires_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    """Which wording of it the lake is to have: one more whenever something changes that it counts."""
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-drawn_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "contact_id", "arrived_at"],
                condition=~models.Q(contact_id=""),
                name="one_invitation_of_a_contact",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="invitations_that_are_due"),
            models.Index(fields=["written_at"], name="invitations_as_written"),
            models.Index(fields=["customer_key"], name="invitations_of_a_customer"),
            models.Index(fields=["contact_id"], name="invitations_of_a_contact"),
            models.Index(fields=["source", "call_id"], name="invitations_of_a_call"),
        ]

    def __str__(self) -> str:
        return self.contact_id or self.call_id or str(self.pk)

    @property
    def about(self) -> About:
        """The call it asks about: the contact it was drawn by, else as its source names the call."""
        if self.contact_id:
            return About(contact_id=self.contact_id, at=self.arrived_at)
        pbx = self.pbx or None
        return About(source=self.source, call_id=self.call_id, pbx=pbx, at=self.arrived_at)


class Reply(models.Model):
    """One question answered once. Rows are appended: an answer given again has the next revision."""

    NOT_AUDITED: Final = "the rows are the history: none is changed but for what is erased"

    class Source(models.TextChoices):
        """How it came."""

        MAIL = "mail", _("mail")
        LINK = "sms", _("by a link")
        IVR = "ivr", _("phone system")

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="answers")
    instrument = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="answers")
    revision = models.PositiveIntegerField()
    score = models.SmallIntegerField(null=True)
    """NULL where this question was passed over, or the call was somebody else's."""
    text = models.TextField(blank=True)
    source = models.CharField(max_length=5, choices=Source)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["invitation", "revision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "instrument", "revision"], name="one_answer_of_a_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.instrument_id} {self.revision}"


class Addressee(models.Model):
    """Who was asked when, over all waves: a customer's key or a mail address, each as a keyed hash."""

    NOT_AUDITED: Final = "each asking and each opting out is told elsewhere"

    mark = models.CharField(max_length=32, primary_key=True)
    asked_at = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    """Until when the wave that asked last lets them rest."""
    opted_out_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.mark
