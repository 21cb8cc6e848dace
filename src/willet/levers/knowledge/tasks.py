"""What the worker does for this room: publishes what was approved for its moment, and forgets old searches."""

from datetime import time, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from willet.core.sources import Progress
from willet.levers.knowledge.domain.ageing import forget_places
from willet.levers.knowledge.domain.writing import publish_due
from willet.levers.knowledge.models import ArticleSearch
from willet.ui.tasks import Daily, Every, Minutes, Work, WorkOrder

PUBLISH, FORGET = "knowledge.publish", "knowledge.forget_searches"
SEARCHES_KEPT: Final = timedelta(days=400)


def publish(order: WorkOrder, progress: Progress) -> None:
    """Publish what is due."""
    publish_due(timezone.now())


def forget_searches(order: WorkOrder, progress: Progress) -> None:
    """Forget searches of long ago, and in which contacts articles were used and sought."""
    forget_places(timezone.now())
    ArticleSearch.objects.filter(at__lt=timezone.now() - SEARCHES_KEPT).delete()


JOBS = (
    Work(PUBLISH, _("Articles that are due to be published"), publish),
    Work(FORGET, _("Forget searches of long ago"), forget_searches),
)
EVERY = (Every(PUBLISH, Minutes(1)), Every(FORGET, Daily(time(4, 50))))
