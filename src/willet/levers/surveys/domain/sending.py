"""Asks by mail: each customer once, cut short at any point, and never one who must rest."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from willet.core.records import saying
from willet.core.sources import Progress, silent
from willet.levers.surveys.domain.addresses import CustomerReach, is_too_late, reach_of
from willet.levers.surveys.domain.changing import State, hold, move, note
from willet.levers.surveys.domain.claiming import NotNowError, claim, release
from willet.levers.surveys.domain.composing import mail_of
from willet.levers.surveys.domain.resting import TakenRest, note_bounce
from willet.levers.surveys.models import Invitation, Wave
from willet.notices.domain.mail.transport import send
from willet.ui.mail.failures import LettersError, failure_of

STEP: Final = saying("surveys.asking", "asking customers")
SMTP: Final = "django.core.mail.backends.smtp.EmailBackend"


def send_due(progress: Progress = silent, *, now: datetime | None = None) -> int:
    """Send every invitation that is due, and every reminder; how many mails went.

    Raises:
        RequestError: it is not known at which address customers reach Willet.
        WilletError: the mail server cannot be reached, or is busy; to be tried again.
        VaultClosedError: the vault's key is lost.
    """
    moment, sent = now or timezone.now(), 0
    due, reminders = list(_due(moment)), list(_to_be_reminded(moment))
    for done, pk in enumerate([*due, *reminders], start=1):
        invitation = Invitation.objects.select_related("wave").filter(pk=pk).first()
        # Its customer may be erased while others are written to.
        if invitation is not None:
            sent += (remind if pk in set(reminders) else invite)(invitation, now=moment)
        progress(STEP(), done / (len(due) + len(reminders)))
    return sent


def _due(now: datetime) -> Iterator[UUID]:
    waiting = Invitation.objects.filter(
        state=State.DRAWN, due_at__lte=now, wave__channel=Wave.Channel.MAIL
    )
    return waiting.order_by("due_at", "pk").values_list("pk", flat=True).iterator()


def _to_be_reminded(now: datetime) -> Iterator[UUID]:
    return _silent(now).order_by("sent_at").values_list("pk", flat=True).iterator()


def _silent(now: datetime) -> QuerySet[Invitation]:
    """Who was asked long enough ago, said nothing, and is owed a reminder by the wave as it stands."""
    silent_ones = Invitation.objects.filter(
        state=State.SENT,
        wave__channel=Wave.Channel.MAIL,
        wave__state=Wave.State.RUNNING,
        completed_at=None,
        disowned_at=None,
        bounced_at=None,
        expires_at__gt=now,
        reminded__lt=F("wave__reminders"),
    )
    waves = Wave.objects.filter(state=Wave.State.RUNNING, reminders__gt=0)
    old_enough = Q(pk__in=[])
    for wave in waves:
        before = now - timedelta(days=wave.remind_after_days)
        last = Q(reminded_at=None, sent_at__lte=before) | Q(reminded_at__lte=before)
        old_enough |= Q(wave=wave) & last
    return silent_ones.filter(old_enough)


def invite(invitation: Invitation, *, now: datetime) -> bool:
    """Mail one invitation, unless it is held; whether it went.

    Raises:
        WilletError: the mail server cannot be reached, or is busy; to be tried again.
    """
    reach = reach_of(invitation)
    held_for = Invitation.Held.TOO_LATE if is_too_late(invitation, now) else reach.held_for
    if held_for:
        hold(invitation, held_for)
        return False
    return _Handing(invitation, reach, now).hand_over()


class _Handing:
    """One invitation on its way: taken at the moment after which it may have arrived, not before."""

    def __init__(self, invitation: Invitation, reach: CustomerReach, now: datetime) -> None:
        self.invitation, self.reach, self.now = invitation, reach, now
        self.taken: Sequence[TakenRest] | None = None

    def hand_over(self) -> bool:
        """Send it; whether it went."""
        message = mail_of(self.invitation, self.reach.mail)
        try:
            send(message, before_data=self._claim)
        except NotNowError:
            return False
        except LettersError:
            hold(self.invitation, Invitation.Held.LETTERS)
            return False
        except OSError as error:
            self._failed(error)
            return False
        move(self.invitation, State.SENDING, State.SENT, delivered_at=_delivered(self.now))
        return True

    def _claim(self) -> None:
        marks, at = self.reach.marks(self.invitation), self.reach.address_mark
        self.taken = claim(self.invitation, marks, now=self.now, address_mark=at)

    def _failed(self, error: OSError) -> None:
        failure = failure_of(error, str(self.invitation), in_data=self.taken is not None)
        if failure.kind == "refused":
            self._refused()
        elif failure.kind == "unsure":
            # It may have arrived: it is not sent again, and nobody says that it was delivered.
            move(self.invitation, State.SENDING, State.SENT)
        else:
            release(self.invitation, self.taken or (), now=self.now)
            raise failure.error from error

    def _refused(self) -> None:
        before = State.DRAWN if self.taken is None else State.SENDING
        move(self.invitation, before, State.REFUSED, sent_at=self.now, bounced_at=self.now)
        note_bounce(self.reach.address_mark, now=self.now)


def remind(invitation: Invitation, *, now: datetime) -> bool:
    """Mail one reminder, unless somebody does already or the customer wants none; whether it went.

    Raises:
        WilletError: the mail server cannot be reached, or is busy; to be tried again.
    """
    reach = reach_of(invitation)
    if reach.held_for:
        return False
    return _send_again(invitation, reach, now)


def _send_again(invitation: Invitation, reach: CustomerReach, now: datetime) -> bool:
    message = mail_of(invitation, reach.mail, reminder=invitation.reminded + 1)
    counted = False

    def before_data() -> None:
        nonlocal counted
        if not _counted(invitation, now):
            raise NotNowError
        counted = True

    try:
        send(message, before_data=before_data)
    except (NotNowError, LettersError):
        return False
    except OSError as error:
        failure = failure_of(error, str(invitation), in_data=counted)
        if failure.kind == "refused":
            note(invitation, unless="bounced_at", bounced_at=now, delivered_at=None)
            note_bounce(reach.address_mark, now=now)
        elif failure.kind == "later":
            raise failure.error from error
        return False
    return True


def _counted(invitation: Invitation, now: datetime) -> bool:
    """Count a reminder before it goes, so that none goes twice and never more than the cap.

    Asked anew: while others were written to its wave may have been ended or changed, and its customer may have spoken.
    """
    still = Invitation.objects.filter(
        pk=invitation.pk, reminded=invitation.reminded, completed_at=None, disowned_at=None
    )
    is_owed = _silent(now).filter(pk=invitation.pk).exists()
    return is_owed and bool(still.update(reminded=F("reminded") + 1, reminded_at=now))


def _delivered(now: datetime) -> datetime | None:
    """A mail server of our own that takes a mail has delivered it until it says otherwise; a folder delivers none.

    What is sent through a mail service counts once that service tells so (`delivery.py`).
    """
    by_server = settings.EMAIL_BACKEND == SMTP and not settings.WILLET_MAIL_SERVICE
    return now if by_server else None
