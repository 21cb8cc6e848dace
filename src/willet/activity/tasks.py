"""What the worker does for this room: by the clock, emptying entries that were kept long enough."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from willet.activity.domain.erasing import age
from willet.core.sources import Progress
from willet.ui.tasks import Daily, Every, Work, WorkOrder

AGE = "activity.age"


def _age(order: WorkOrder, progress: Progress) -> None:
    days = settings.WILLET_ACTIVITY_DAYS
    if days:
        age(datetime.now(UTC).date() - timedelta(days=days))


JOBS = (Work(AGE, _("Emptying old entries of the activity"), _age),)
EVERY = (Every(AGE, Daily(time(3, 50))),)
