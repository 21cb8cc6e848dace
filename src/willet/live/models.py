"""What this room remembers, for some minutes: events in the order in which they happened."""

from typing import Final

from django.db import models
from django.utils import timezone


class LiveEvent(models.Model):
    """Something happened: of which topic, for whom, and the little that a page needs to look again.

    No personal data: an event says that there is news, the page fetches it with its reader's rights.
    """

    NOT_AUDITED: Final = "an event tells of a change that is kept elsewhere, and is gone in minutes"

    at = models.DateTimeField(default=timezone.now, db_index=True)
    topic = models.CharField(max_length=40)
    audience = models.CharField(max_length=80, blank=True)
    """For whom, in words that the topic's room understands."""
    payload = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.topic}"
