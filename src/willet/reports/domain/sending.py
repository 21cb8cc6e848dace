"""A report made and handed over once: rights are asked at that moment, and what may have arrived is not sent again."""

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from willet.core.records import Message, RequestError, saying
from willet.figures.domain.failing import ClosedError
from willet.notices.domain.choices import is_reached_by_mail
from willet.notices.domain.mail.transport import send
from willet.reports.domain.composing import mail_with, mail_without, tongue_of
from willet.reports.domain.content import content_of
from willet.reports.models import Delivery
from willet.reports.rules import HAVE_REPORTS
from willet.ui.mail.failures import UNSURE, failure_of
from willet.ui.tongues import speaking

State = Delivery.State
_OPEN = (State.WAITING, State.GIVEN_UP, State.REFUSED)
"""Nothing can have arrived: it is sent, where somebody has what was given up tried again."""
_MAY_HAVE_ARRIVED = (State.SENDING, State.UNSURE)
RIGHT_LOST = saying(
    "report_right_lost",
    "You may no longer read this report, so it holds no figures. Your administrator can say why.",
)


class _HandedOverError(Exception):
    """Somebody else is handing this report over."""


def deliver(pk: str) -> None:
    """Make a report and mail it, unless it was mailed before.

    Raises:
        RequestError: the server refuses this mail for good, or may have taken it before.
        WilletError: the server cannot be reached, or the lake cannot be read; to be tried again.
    """
    delivery = Delivery.objects.select_related("to__report", "to__reader").filter(pk=pk).first()
    if delivery is None or delivery.state not in {*_OPEN, *_MAY_HAVE_ARRIVED}:
        return
    if delivery.state in _MAY_HAVE_ARRIVED:
        raise RequestError(UNSURE(reader=str(delivery.to.reader)))
    reader = delivery.to.reader
    if not (reader.is_active and is_reached_by_mail(reader)):
        _end(delivery, State.GONE)
        return
    _move(delivery, delivery.state, State.WAITING)
    with speaking(tongue_of(delivery.to)):
        _compose(delivery)


def _compose(delivery: Delivery) -> None:
    to = delivery.to
    if not to.reader.has_perm(HAVE_REPORTS):
        _without(delivery, RIGHT_LOST())
        return
    try:
        content = content_of(to.report, to.reader, delivery.due_at)
    except ClosedError as closed:
        _without(delivery, str(closed))
        return
    skips = to.report.skips_empty and not delivery.is_asked
    if content is None or (content.nothing and skips):
        _end(delivery, State.EMPTY)
        return
    _hand_over(delivery, mail_with(content, delivery), State.SENT)


def _without(delivery: Delivery, reason: str) -> None:
    """A sentence in place of figures, told once: while it stays so, nothing more is sent."""
    before = delivery.to.deliveries.exclude(pk=delivery.pk).exclude(state__in=_OPEN)
    last = before.order_by("-due_at").first()
    if last is not None and last.state in {State.CLOSED, State.SILENT}:
        _end(delivery, State.SILENT)
        return
    _hand_over(delivery, mail_without(reason, delivery), State.CLOSED)


def _hand_over(delivery: Delivery, message: EmailMultiAlternatives, then: str) -> None:
    handed_over = False

    def before_data() -> None:
        nonlocal handed_over
        if not _move(delivery, State.WAITING, State.SENDING):
            raise _HandedOverError
        handed_over = True

    try:
        send(message, before_data=before_data)
    except _HandedOverError:
        return
    except OSError as error:
        failure = failure_of(error, str(delivery.to.reader), in_data=handed_over)
        if failure.kind == "refused":
            _end(delivery, State.REFUSED)
        elif failure.kind == "later" and handed_over:
            _move(delivery, State.SENDING, State.WAITING)
        raise failure.error from error
    _end(delivery, then)


def _move(delivery: Delivery, before: str, to: str) -> bool:
    still = Delivery.objects.filter(pk=delivery.pk, state=before)
    return still.update(state=to) == 1


def _end(delivery: Delivery, state: str) -> None:
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(state=state, ended_at=now, reason=None)


def give_up(pk: str, why: Message) -> None:
    """End a report that is not tried again, with the reason; one that may have arrived says so."""
    ends = {State.WAITING: State.GIVEN_UP, State.SENDING: State.UNSURE}
    for delivery in Delivery.objects.filter(pk=pk, state__in=[*_OPEN, *_MAY_HAVE_ARRIVED]):
        state = ends.get(State(delivery.state), delivery.state)
        Delivery.objects.filter(pk=pk).update(state=state, ended_at=timezone.now(), reason=why)
