"""Notices of long ago, forgotten."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from willet.notices.models import Notice

AFTER: Final = timedelta(days=180)


def forget_old_notices() -> int:
    """Remove what was told that long ago; gives how many."""
    gone, _of_each = Notice.objects.filter(at__lt=timezone.now() - AFTER).delete()
    return gone
