"""What the worker does for this room: draws customers, asks them, and closes what a later call closed."""

from datetime import time
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.core.records import Message, WilletError
from willet.core.sources import Progress
from willet.levers.surveys.domain.ageing import forget_old
from willet.levers.surveys.domain.drawing import draw_all
from willet.levers.surveys.domain.reopening import close_by_later_contacts
from willet.levers.surveys.domain.sending import send_due
from willet.ui.tasks import MAIL, Daily, Every, Minutes, Work, WorkOrder
from willet.vault.domain.keys import VaultClosedError

DRAW: Final = "surveys.draw"
SEND: Final = "surveys.send"
FOLLOW: Final = "surveys.follow"
AGE: Final = "surveys.age"


def _draw(order: WorkOrder, progress: Progress) -> None:
    draw_all()


def _send(order: WorkOrder, progress: Progress) -> None:
    try:
        send_due(progress)
    except VaultClosedError as closed:
        raise WilletError(Message(str(closed))) from None


def _follow(order: WorkOrder, progress: Progress) -> None:
    close_by_later_contacts(now=timezone.now())


def _age(order: WorkOrder, progress: Progress) -> None:
    forget_old(timezone.now())


JOBS = (
    Work(DRAW, _("Drawing customers to ask"), _draw),
    Work(SEND, _("Asking customers"), _send, lane=MAIL),
    Work(FOLLOW, _("Closing what a later call closed"), _follow),
    Work(AGE, _("Forgetting who was asked long ago"), _age),
)
EVERY = (
    Every(DRAW, Minutes(15)),
    Every(SEND, Minutes(5)),
    Every(FOLLOW, Minutes(15)),
    Every(AGE, Daily(time(3, 50))),
)
