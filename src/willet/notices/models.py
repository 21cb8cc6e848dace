"""What this room remembers: notices, how each reader wants to be told, and the reader's clock."""

import uuid
from datetime import time
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from willet.ui.keeping import MessageField
from willet.ui.messages import translate


class Notice(models.Model):
    """One thing told to one reader."""

    NOT_AUDITED: Final = "it tells of what has an entry of its own"

    class Mail(models.TextChoices):
        """How far its mail is."""

        NONE = ""
        WAITING = "waiting"
        DIGEST = "digest"
        """Waits for the daily mail."""
        SENDING = "sending"
        """Being handed to the mail server: from here on it may have arrived."""
        SENT = "sent"
        REFUSED = "refused"
        DROPPED = "dropped"
        """Its reader may no longer read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    text = MessageField()
    href = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120)
    """Under one kind and key a reader is told once."""
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail, blank=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["reader", "kind", "key"], name="told_once_under_a_key")
        ]
        indexes = [
            models.Index(fields=["reader", "read_at"], name="notices_unread"),
            models.Index(fields=["mail", "at"], name="notices_to_be_mailed"),
        ]

    def __str__(self) -> str:
        return translate(self.text)


class NoticeChoice(models.Model):
    """How one reader wants to be told of one kind of notice."""

    NOT_AUDITED: Final = "how somebody is told is their own affair"

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    way = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "kind"], name="one_choice_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.way}"


class ReaderClock(models.Model):
    """By which clock one reader lives, and when their daily mail comes."""

    NOT_AUDITED: Final = "one's own clock changes nothing for others"

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    zone = models.CharField(max_length=60, blank=True)
    """An IANA zone; empty for the centre's."""
    digest_at = models.TimeField(default=time(8, 0))

    def __str__(self) -> str:
        return f"{self.zone} {self.digest_at}"
