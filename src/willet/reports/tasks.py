"""What the worker does for this room: looks for reports that are due, and makes and mails each."""

from datetime import time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.core.records import Message, saying
from willet.core.sources import Progress
from willet.reports.domain.forgetting import forget_old_deliveries
from willet.reports.domain.planning import SEND, plan
from willet.reports.domain.sending import deliver, give_up
from willet.reports.panels import NOT_SENT
from willet.ui.notices import notify
from willet.ui.tasks import Daily, Every, Minutes, Work, WorkOrder

PLAN, FORGET = "reports.plan", "reports.forget"
REPORTS = "reports"
"""A lane of its own: a report takes seconds to make and then waits for a mail server; no notice waits for it."""
TRIES = 14
"""Over about a day and a half, as of notices."""
NOT_DELIVERED = saying("report_not_delivered", "A report was not delivered. %(why)s")


def send(order: WorkOrder, progress: Progress) -> None:
    """Make and mail one report."""
    deliver(order.payload["delivery"])


def over(order: WorkOrder, error: Message | None) -> None:
    """End a report that was given up, and tell the administrators; of the same trouble once a day."""
    if error is not None:
        give_up(order.payload["delivery"], error)
        key = f"{timezone.now():%Y-%m-%d} {error}"[:120]
        notify(
            NOT_SENT, NOT_DELIVERED(why=error), href=reverse("jobs:job", args=[order.id]), key=key
        )


JOBS = (
    Work(SEND, _("Send a report"), send, lane=REPORTS, tries=TRIES, over=over),
    Work(PLAN, _("Reports that are due"), lambda order, progress: plan()),
    Work(FORGET, _("Forget reports of long ago"), lambda order, progress: forget_old_deliveries()),
)
EVERY = (Every(PLAN, Minutes(5)), Every(FORGET, Daily(time(4, 40))))
