"""A reader's own notices: those still open to them, how many are unread, and marking them as read."""

from django.db.models import QuerySet
from django.utils import timezone

from willet.notices.domain.kinds import kinds_open_to
from willet.notices.models import Notice
from willet.people.models import User


def notices_of(reader: User) -> QuerySet[Notice]:
    """What the reader was told and may still read, the newest first."""
    kinds = [kind.name for kind in kinds_open_to(reader)]
    return Notice.objects.filter(reader=reader, kind__in=kinds)


def unread(reader: User) -> int:
    """How many of them are unread."""
    return notices_of(reader).filter(read_at=None).count()


def mark_read(notices: QuerySet[Notice]) -> None:
    """Note that they were read now; those read before keep their moment."""
    notices.filter(read_at=None).update(read_at=timezone.now())
