"""A reader's own notices: those still open to them, how many are unread, and marking them as read."""

from collections.abc import Mapping

from django.db.models import Count, QuerySet
from django.utils import timezone

from willet.notices.domain.kinds import kinds_open_to
from willet.notices.models import Notice
from willet.people.models import User


def notices_of(reader: User) -> QuerySet[Notice]:
    """What the reader was told and may still read, the newest first."""
    kinds = [kind.name for kind in kinds_open_to(reader)]
    return Notice.objects.filter(reader=reader, kind__in=kinds)


def counts_by_kind(notices: QuerySet[Notice]) -> Mapping[str, int]:
    """How many there are of each kind, the most frequent first."""
    rows = notices.order_by().values_list("kind").annotate(count=Count("pk"))
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


def unread(reader: User) -> int:
    """How many of them are unread."""
    return notices_of(reader).filter(read_at=None).count()


def mark_read(notices: QuerySet[Notice]) -> None:
    """Note that they were read now; those read before keep their moment."""
    notices.filter(read_at=None).update(read_at=timezone.now())
