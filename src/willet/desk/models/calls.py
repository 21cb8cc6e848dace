"""Links to phone systems, and the calls they tell of: a call has a leg for each agent it was offered to."""

import uuid
from typing import Final, Literal, TypeAlias

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel

State: TypeAlias = Literal["ringing", "connected", "ended"]


class PhoneLink(AuditedModel):
    """A phone system, softphone or CRM that tells of calls, with a token of its own."""

    AUDIT_IGNORES = frozenset({"last_event_at"})
    AUDIT_HIDES = frozenset({"digest"})

    class Way(models.TextChoices):
        """How it tells: by a request of its own, or by an address that opens in the agent's browser."""

        REQUEST = "request", _("it sends a request")
        ADDRESS = "address", _("it opens an address in the agent’s browser")

    name = models.CharField(_("name"), max_length=80)
    way = models.CharField(_("how it tells"), max_length=10, choices=Way, default=Way.REQUEST.value)
    source = models.CharField(_("source"), max_length=80)
    """The source under which its call records are imported: ids are known within it."""
    pbx = models.CharField(_("phone system"), max_length=80, blank=True)
    """Where one source reads several phone systems: which of them this is."""
    prefix = models.CharField(max_length=8, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    """SHA-256 of the secret part of its token."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    last_event_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class PhoneCall(models.Model):
    """One call as the desk knows it, by the ids frozen when it was first told of; and which wording of how it ended.

    The number itself is not kept: a masked one to read, and the lake's keyed hash to find the customer by.
    """

    NOT_AUDITED: Final = "phone systems tell of it; what a person says of it is audited"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=80)
    pbx = models.CharField(max_length=80, blank=True)
    call_id = models.CharField(max_length=200, blank=True)
    contact_id = models.CharField(max_length=300, blank=True)
    """The contact of the call records, where it was opened from them or found among them."""
    case_ref = models.CharField(max_length=200, blank=True)
    """The ticket of the CRM."""
    began_at = models.DateTimeField(default=timezone.now)
    number = models.CharField(max_length=40, blank=True)
    customer_key = models.CharField(max_length=20, blank=True, db_index=True)
    """In digits: no database holds unsigned 64 bits."""
    direction = models.CharField(max_length=10, blank=True)
    queue = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)
    """Wordings of how it ended, over all its legs; 0: nobody has said anything."""
    revised_at = models.DateTimeField(null=True, db_index=True)
    """When it was last worded, or found among the records."""

    class Meta:
        indexes = [models.Index(fields=["source", "call_id"], name="desk_calls_by_their_id")]

    def __str__(self) -> str:
        return f"{self.source} {self.call_id or self.contact_id}"


class Leg(models.Model):
    """One offer to, or talk with, one agent."""

    NOT_AUDITED: Final = PhoneCall.NOT_AUDITED

    class Origin(models.TextChoices):
        """Who told of it."""

        EVENT = "event", _("phone system")
        RECORD = "record", _("call records")
        HAND = "hand", _("by hand")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(PhoneCall, on_delete=models.CASCADE, related_name="legs")
    leg = models.CharField(max_length=200, blank=True)
    """The phone system's own id of it, where it tells one."""
    agent = models.CharField(max_length=120)
    """As the phone system spells them."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EVENT.value)
    rang_at = models.DateTimeField(null=True)
    connected_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(default=timezone.now, db_index=True)
    """When anything was last heard of it."""

    class Meta:
        ordering = ["-heard_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "leg", "agent"], name="one_leg_of_a_call_and_agent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.agent}"

    @property
    def state(self) -> State:
        """Where it stands, whichever event came first."""
        if self.ended_at is not None:
            return "ended"
        return "connected" if self.connected_at is not None else "ringing"
