"""Notices mailed, never twice to one reader: what may have arrived is not sent again, what cannot have is."""

from collections.abc import Sequence
from uuid import UUID

from django.core.mail import EmailMessage
from django.utils import timezone

from willet.core.records import RequestError
from willet.notices.domain.choices import BY_MAIL, way_of
from willet.notices.domain.kinds import may_read, notice_kinds
from willet.notices.domain.mail.composing import digest_of, mail_of
from willet.notices.domain.mail.transport import send
from willet.notices.models import Notice
from willet.people.models import User
from willet.ui.mail.failures import UNSURE, Failure, failure_of


class _TakenError(Exception):
    """Somebody else is handing these notices over."""


def mail_notice(pk: str) -> None:
    """Mail one notice, unless it was mailed, or its reader may no longer read it.

    Raises:
        RequestError: the server refuses this mail for good, or may have taken it before.
        WilletError: the server cannot be reached or is busy; to be tried again.
    """
    notice = Notice.objects.select_related("reader").filter(pk=pk).first()
    if notice is None:
        return
    if notice.mail == Notice.Mail.SENDING:
        raise RequestError(UNSURE(reader=str(notice.reader)))
    if notice.mail == Notice.Mail.WAITING and (open_ones := _still_open([notice])):
        _deliver(notice.reader, open_ones, mail_of(notice))


def mail_digest(reader_pk: int) -> None:
    """Mail a reader all that waits for their daily mail.

    Raises:
        RequestError: the server refuses this mail for good, or may have taken it.
        WilletError: the server cannot be reached or is busy; to be tried again.
    """
    waiting = Notice.objects.select_related("reader").filter(
        reader=reader_pk, mail=Notice.Mail.DIGEST
    )
    if open_ones := _still_open(list(waiting.order_by("at"))):
        reader = open_ones[0].reader
        _deliver(reader, open_ones, digest_of(reader, open_ones))


def _still_open(notices: Sequence[Notice]) -> list[Notice]:
    """Those that their reader may read now and still wants by mail; the others are not mailed any more."""
    still = [notice for notice in notices if _is_wanted(notice)]
    gone = [n.pk for n in notices if n not in still]
    Notice.objects.filter(pk__in=gone).update(mail=Notice.Mail.DROPPED)
    return still


def _is_wanted(notice: Notice) -> bool:
    kind = notice_kinds().get(notice.kind)
    if kind is None or not may_read(notice.reader, kind):
        return False
    return way_of(notice.reader, kind) in BY_MAIL


def _deliver(reader: User, notices: Sequence[Notice], message: EmailMessage) -> None:
    before = notices[0].mail
    pks = [notice.pk for notice in notices]
    handed_over = False

    def before_data() -> None:
        nonlocal handed_over
        if not _move(pks, before, Notice.Mail.SENDING):
            raise _TakenError
        handed_over = True

    try:
        send(message, before_data=before_data)
    except _TakenError:
        return
    except OSError as error:
        failure = failure_of(error, str(reader), in_data=handed_over)
        _put_back(pks, failure, now=Notice.Mail.SENDING if handed_over else before, before=before)
        raise failure.error from error
    Notice.objects.filter(pk__in=pks).update(mail=Notice.Mail.SENT, mailed_at=timezone.now())


def _put_back(pks: Sequence[UUID], failure: Failure, *, now: str, before: str) -> None:
    """What becomes of the notices of a mail that failed: refused, waiting as before, or unsure, as they stand."""
    if failure.kind == "refused":
        _move(pks, now, Notice.Mail.REFUSED)
    elif failure.kind == "later":
        _move(pks, now, before)


def _move(pks: Sequence[UUID], before: str, to: str) -> bool:
    """Change how far the mail of these notices is; False where it is not as it was for all of them."""
    still = Notice.objects.filter(pk__in=pks, mail=before)
    return still.update(mail=to) == len(pks)
