"""What the worker does for this room: mails at once and daily ones, and forgetting notices of long ago."""

from datetime import time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.core.records import Message, saying
from willet.core.sources import Progress
from willet.notices.domain.forgetting import forget_old_notices
from willet.notices.domain.mail.digests import MAIL_DIGEST, ask_for_due_digests
from willet.notices.domain.mail.mailing import mail_digest, mail_notice
from willet.notices.domain.telling import MAIL_NOTICE
from willet.notices.panels import MAIL_FAILED
from willet.ui.notices import notify
from willet.ui.tasks import MAIL, Daily, Every, Minutes, Work, WorkOrder

PLAN, FORGET = "notices.plan", "notices.forget"
TRIES = 14
"""Over about a day and a half: a mail server may be down for a night."""

GIVEN_UP = saying("mail_given_up", "A mail was not delivered. %(why)s")


def at_once(order: WorkOrder, progress: Progress) -> None:
    """Mail one notice."""
    mail_notice(order.payload["notice"])


def daily(order: WorkOrder, progress: Progress) -> None:
    """Mail one reader's day."""
    mail_digest(order.payload["reader"])


def over(order: WorkOrder, error: Message | None) -> None:
    """Tell the administrators of a mail that was given up; of the same trouble once a day."""
    if error is not None:
        text, where = GIVEN_UP(why=error), reverse("jobs:job", args=[order.id])
        key = f"{timezone.now():%Y-%m-%d} {error}"[:120]
        notify(MAIL_FAILED, text, href=where, key=key)


JOBS = (
    Work(MAIL_NOTICE, _("Mail of a notice"), at_once, lane=MAIL, tries=TRIES, over=over),
    Work(MAIL_DIGEST, _("Daily mail"), daily, lane=MAIL, tries=TRIES, over=over),
    Work(PLAN, _("Daily mails that are due"), lambda order, progress: ask_for_due_digests()),
    Work(FORGET, _("Forget notices of long ago"), lambda order, progress: forget_old_notices()),
)
EVERY = (Every(PLAN, Minutes(5)), Every(FORGET, Daily(time(4, 20))))
