"""What the worker does for this room: looks every morning at how goals stand."""

from datetime import time
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.core.sources import Progress
from willet.levers.goals.domain.judging import judge_all
from willet.ui.tasks import LONG, Daily, Every, Work, WorkOrder

JUDGE: Final = "goals.judge"


def _judge(order: WorkOrder, progress: Progress) -> None:
    judge_all(now=timezone.now())


JOBS = (Work(JUDGE, _("Looking at how goals stand"), _judge, lane=LONG),)
EVERY = (Every(JUDGE, Daily(time(6, 10))),)
