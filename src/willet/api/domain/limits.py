"""How often a token, and an address, may ask; counted in the database, so that every process counts alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from willet.api.models import RequestCount

_MINUTE: Final = timedelta(minutes=1)
_KEPT: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PerMinute:
    """So many requests within each minute of the clock."""

    requests: int


OF_TOKEN: Final = PerMinute(240)
OF_ADDRESS: Final = PerMinute(600)
"""Several programs may ask from one address, and everybody without a token counts here too."""


def wait_s(who: str, limit: PerMinute) -> int:
    """Count one request; how many seconds until the next may come, 0 where this one may be answered."""
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    if _counted(who, minute) <= limit.requests:
        return 0
    return max(1, int((minute + _MINUTE - now).total_seconds()) + 1)


def _counted(who: str, minute: datetime) -> int:
    """How many requests there were in this minute, this one with them."""
    number = _one_more(who, minute)
    while number is None:
        try:
            with transaction.atomic():
                RequestCount.objects.filter(minute__lt=minute - _KEPT).delete()
                RequestCount.objects.create(who=who, minute=minute)
            return 1
        except IntegrityError:  # Somebody else was the first of this minute.
            number = _one_more(who, minute)
    return number


def _one_more(who: str, minute: datetime) -> int | None:
    """The count after one more; None where nobody was counted yet."""
    with transaction.atomic():
        # The row is held from here to the end: each sees a number of its own.
        counts = RequestCount.objects.filter(who=who, minute=minute)
        if not counts.update(requests=F("requests") + 1):
            return None
        return counts.get().requests
