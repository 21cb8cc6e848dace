"""What the worker does for this room: looks for the desk's calls in the records, forgets what is old."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from willet.desk.domain.aging import forget_old
from willet.desk.domain.finding import find_records
from willet.desk.handing.sending import SEND, give_up, send
from willet.ui.tasks import Daily, Every, Minutes, Work

FIND, FORGET = "desk.find", "desk.forget"
TRIES = 14
"""Over about a day and a half, with a wait that doubles: a CRM may be down for a night."""
JOBS = (
    Work(FIND, _("Look for calls of the desk in the records"), lambda order, step: find_records()),
    Work(
        SEND,
        _("Hand a disposition back"),
        lambda order, step: send(order.payload["handover"]),
        lane="webhooks",
        tries=TRIES,
        over=lambda order, error: give_up(order.payload["handover"], error),
    ),
    Work(FORGET, _("Forget old drafts and numbers of the desk"), lambda order, step: forget_old()),
)
EVERY = (Every(FIND, Minutes(5)), Every(FORGET, Daily(time(3, 20))))
