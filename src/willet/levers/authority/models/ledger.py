"""The ledger: what was granted, asked for over the limit, and could not be given. What was said of it stays."""

import uuid
from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.core.records.money import plain_money
from willet.core.sources.rooms import BY_HAND
from willet.levers.authority.models.kinds import GrantKind, kind_words
from willet.levers.authority.models.limits import GrantLimit
from willet.ui.money import kept_money_words, money_words


def wanted_words(kept: str) -> str:
    """A row named by the key of its kind and its amount as its reader is told it; any other name as it is."""
    kind, comma, amount = kept.partition(", ")
    return f"{kind_words(kind)}{comma}{kept_money_words(amount)}"


LONE: Final = Q(source=BY_HAND, contact_id="")
"""Rows that are `is_lone`, for a question to the database."""


class LedgerRow(AuditedModel):
    """What an agent wanted to give in one contact; amounts in the smallest unit of the currency.

    The contact is named by its id, or by the ids of its call frozen when it was connected.
    """

    AUDIT_HIDES: ClassVar[frozenset[str]] = frozenset({"customer", "reason"})
    AUDIT_IGNORES: ClassVar[frozenset[str]] = frozenset({"at", "month", "currency"})
    AUDIT_MONEY: ClassVar[Mapping[str, str]] = {
        "amount_minor": "currency",
        "base_minor": "currency",
    }
    AUDIT_SHOWS: ClassVar[Callable[[str], str]] = wanted_words

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.ForeignKey(GrantKind, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agent_name = models.CharField(max_length=120, blank=True)
    """As the call records spelt the agent then."""
    limit = models.ForeignKey(GrantLimit, on_delete=models.PROTECT, null=True, related_name="+")
    """The agent's limit as it was then; NULL where there was none."""
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    share_bp = models.PositiveIntegerField(null=True)
    base_minor = models.PositiveBigIntegerField(null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    contact_id = models.CharField(max_length=300, blank=True, db_index=True)
    source = models.CharField(max_length=80, blank=True)
    pbx = models.CharField(max_length=80, blank=True)
    call_id = models.CharField(max_length=200, blank=True)
    leg = models.CharField(max_length=200, blank=True)
    connected_at = models.DateTimeField(null=True)
    customer = models.CharField(max_length=20, blank=True)
    """The data store's key of the customer, in digits; empty where nobody knows them."""
    at = models.DateTimeField(default=timezone.now, db_index=True)
    month = models.CharField(max_length=7)
    """The month of budgets, by the centre's clock: `2026-11`."""
    written_at = models.DateTimeField(default=timezone.now, db_index=True)
    """When anything of it was written down last."""

    class Meta:
        abstract = True
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind}, {money_words(self.amount_minor, self.currency)}"

    @property
    def is_lone(self) -> bool:
        """Whether its call was written down by hand, and no record of the call is known."""
        return self.source == BY_HAND and not self.contact_id

    def audit_name(self) -> str:
        """The kind by its key and the amount as programs write it: each reader is told both in their own language."""
        return f"{self.kind.key}, {plain_money(self.amount_minor, self.currency)}"


class GrantRequest(LedgerRow):
    """A grant over the limit, asked of whoever may decide it; it is over when it has a verdict."""

    class Verdict(models.TextChoices):
        """How it ended."""

        OPEN = "open", _("open")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        TIMED_OUT = "timed_out", _("not decided in time")
        WITHDRAWN = "withdrawn", _("withdrawn")

    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN.value)
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decision = models.CharField(max_length=500, blank=True)
    """Why it was decided so."""
    noted_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Who took note that it ran out of time, so that it stands in nobody's inbox any more."""

    class Meta(LedgerRow.Meta):
        indexes = [models.Index(fields=["verdict", "expires_at"], name="requests_that_are_open")]

    @property
    def is_open(self) -> bool:
        """Whether nobody decided it yet."""
        return self.verdict == self.Verdict.OPEN


class Grant(LedgerRow):
    """Something given to a customer, charged to the month of whoever's limit let it through."""

    charged_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    request = models.OneToOneField(
        GrantRequest, on_delete=models.PROTECT, null=True, related_name="grant"
    )
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta(LedgerRow.Meta):
        indexes = [
            models.Index(fields=["call_id"], name="grants_in_a_call"),
            models.Index(
                fields=["kind", "currency", "month", "charged_to"],
                condition=Q(taken_back_at__isnull=True),
                name="spent_by_somebody",
            ),
            models.Index(
                fields=["kind", "currency", "month", "customer"],
                condition=Q(taken_back_at__isnull=True),
                name="spent_on_a_customer",
            ),
        ]


class CouldNot(LedgerRow):
    """What an agent was not allowed to give, and did not ask for."""
