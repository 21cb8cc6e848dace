"""What the worker does for this room: requests whose time is over, and grants on their way to the system that pays."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.core.records import Message
from willet.core.sources import Progress
from willet.jobs.webhooks import send
from willet.levers.authority.domain.ageing import forget_old
from willet.levers.authority.domain.asking import time_out_overdue
from willet.levers.authority.domain.handing import HAND_ON, State, event_of, moved
from willet.levers.authority.models import Grant, Receiver
from willet.ui.messages import translate
from willet.ui.tasks import Daily, Every, Minutes, Work, WorkOrder

TIME_OUT, FORGET = "authority.time_out", "authority.forget"
LANE = "authority.hand_on"
"""A lane of its own: it waits for another system, and nothing else waits for it."""
TRIES = 12
"""Over more than a day."""


def hand_on_one(order: WorkOrder, progress: Progress) -> None:
    """Tell the system that pays of one grant, or that it was taken back. Sent twice it is known by its id.

    Raises:
        WilletError: it could not be reached, or refused it.
    """
    given = Grant.objects.select_related("kind").filter(pk=order.payload["grant"]).first()
    receiver = Receiver.objects.exclude(url="").first()
    event = order.payload["event"]
    if given is None or receiver is None:
        return
    if event == "granted" and given.taken_back_at is not None:
        return
    send(receiver.url, receiver.secret, f"{given.pk}.{event}", event_of(given, event))
    moved(given, State.SENT, of=(State.WAITING, State.FAILED))


def over(order: WorkOrder, error: Message | None) -> None:
    """Say of a grant that it could not be handed on."""
    given = Grant.objects.filter(pk=order.payload["grant"]).first()
    if error is not None and given is not None:
        moved(given, State.FAILED, note=translate(error), of=(State.WAITING,))


JOBS = (
    Work(
        TIME_OUT,
        _("Requests that nobody decided in time"),
        lambda order, progress: time_out_overdue(),
    ),
    Work(
        HAND_ON,
        _("Hand a grant on to the system that pays"),
        hand_on_one,
        lane=LANE,
        tries=TRIES,
        over=over,
    ),
    Work(
        FORGET,
        _("Forget whose old grants were"),
        lambda order, progress: forget_old(timezone.now()),
    ),
)
EVERY = (Every(TIME_OUT, Minutes(1)), Every(FORGET, Daily(time(3, 25))))
