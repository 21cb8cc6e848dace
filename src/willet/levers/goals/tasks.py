"""What the worker does for this room: looks at how goals stand, and at alerts, every morning."""

from datetime import time
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.core.sources import Progress
from willet.levers.goals.domain.judging import judge_all
from willet.levers.goals.domain.watching import look_at_all
from willet.ui.tasks import LONG, Daily, Every, Work, WorkOrder

JUDGE: Final = "goals.judge"
LOOK: Final = "goals.look"


def _judge(order: WorkOrder, progress: Progress) -> None:
    judge_all(now=timezone.now())


def _look(order: WorkOrder, progress: Progress) -> None:
    look_at_all(now=timezone.now())


JOBS = (
    Work(JUDGE, _("Looking at how goals stand"), _judge, lane=LONG),
    Work(LOOK, _("Looking at alerts"), _look, lane=LONG),
)
EVERY = (Every(JUDGE, Daily(time(6, 10))), Every(LOOK, Daily(time(6, 20))))
