"""Jobs long over, forgotten: those that a schedule asked for sooner than those that a person did."""

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from willet.jobs.models import Job

AFTER: Final = timedelta(days=90)
AFTER_BY_NOBODY: Final = timedelta(days=2)
"""What the clock asked for and what was done needs no looking up."""


def forget_old_jobs() -> int:
    """Remove what ended that long ago; gives how many."""
    now = timezone.now()
    by_nobody = Q(asked_by=None, state=Job.State.DONE, ended_at__lt=now - AFTER_BY_NOBODY)
    gone, _of_each = Job.objects.filter(Q(ended_at__lt=now - AFTER) | by_nobody).delete()
    return gone
