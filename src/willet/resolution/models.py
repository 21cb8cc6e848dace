"""What this room remembers: what became of the customers of a file, without the file and without a customer."""

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from willet.ui import formats


class CustomersComparison(models.Model):
    """One file of customers compared; `result` is empty until the worker has done it."""

    NOT_AUDITED: Final = "handing the file in is an entry of its own, and nothing is changed after"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    address = models.CharField(max_length=2000, blank=True)
    """The query of the page it was asked on: period, filters, rules, the days looked ahead."""
    result = models.JSONField(null=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return formats.zoned_moment(self.asked_at)
