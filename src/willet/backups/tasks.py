"""What the worker does for this room: by the clock, a backup into the folder that the installation names."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from willet.backups.domain.scheduled import take_by_the_clock, tell_of_failure
from willet.core.sources import Progress
from willet.ui.tasks import LONG, Daily, Every, Work, WorkOrder

TAKE = "backups.take"


def _take(order: WorkOrder, progress: Progress) -> None:
    take_by_the_clock(progress)


JOBS = (Work(TAKE, _("Backup"), _take, lane=LONG, tries=3, over=tell_of_failure),)
EVERY = (Every(TAKE, Daily(time(1, 30))),)
