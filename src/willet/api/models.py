"""What this room remembers: tokens, and how often each of them, and each address, asked of late."""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.activity.models import AuditedModel
from willet.people.models import Role


class AccessToken(AuditedModel):
    """What a program shows instead of a password. Only the hash of its secret rests here."""

    AUDIT_IGNORES = frozenset({"last_used_at"})
    AUDIT_HIDES = frozenset({"digest"})

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    """Whose rights it has, no more."""
    role = models.CharField(max_length=20, choices=Role)
    """The person's when it was made: with another role it is refused."""
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=8, unique=True)
    """By which it is looked up and shown."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the secret part, which nobody could guess: it needs no slow hash."""
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    @property
    def is_open(self) -> bool:
        """Whether it was not revoked and has not expired."""
        return self.revoked_at is None and timezone.now() < self.expires_at


class RequestCount(models.Model):
    """How many requests somebody sent within one minute."""

    NOT_AUDITED: Final = "counts requests for an hour"

    who = models.CharField(max_length=64)
    """A token, or an address as a keyed hash."""
    minute = models.DateTimeField(db_index=True)
    requests = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["who", "minute"], name="one_count_per_minute")
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.minute}: {self.requests}"
