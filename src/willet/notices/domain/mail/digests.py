"""Daily mails that are due: by the clock of each reader, over its changes, and one for each day."""

from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from willet.jobs.domain.asking import ask
from willet.notices.domain.choices import clock_of, zone_of
from willet.notices.models import Notice
from willet.people.models import User
from willet.ui.tasks import Daily

MAIL_DIGEST = "notices.digest"


def ask_for_due_digests(now: datetime | None = None) -> list[int]:
    """Ask for the daily mail of each reader for whom one is due; gives their keys.

    Due is a mail once the reader's time of the day has come since the oldest notice that waits for it. Nothing is
    kept of when the last one went, so another zone or time holds at once and a day without a worker loses nothing.
    """
    moment = now or timezone.now()
    waiting = Notice.objects.filter(mail=Notice.Mail.DIGEST)
    oldest = waiting.order_by().values_list("reader").annotate(Min("at"))
    due = [pk for pk, at in oldest if _due_at(User.objects.get(pk=pk), at) <= moment]
    for pk in due:
        ask(MAIL_DIGEST, {"reader": pk}, about=f"reader {pk}")
    return due


def _due_at(reader: User, oldest: datetime) -> datetime:
    return Daily(clock_of(reader).digest_at).after(oldest, zone_of(reader))
