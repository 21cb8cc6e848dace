"""The history of reports is kept for a while, then forgotten."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from willet.reports.models import Delivery

KEPT: Final = timedelta(days=400)


def forget_old_deliveries() -> None:
    """Remove what was sent more than a year ago."""
    Delivery.objects.filter(due_at__lt=timezone.now() - KEPT).delete()
